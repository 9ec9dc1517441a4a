import { answer, api, writing } from "@/api/client";
import { queryClient } from "@/api/query-client";
import { listsKey } from "../list/people-query";
import { keepOwnWrites } from "../own-writes-store";
import { type Person, personFromInvitation, personFromMember } from "../person";
import { personKey } from "../person-query";

/** What a dialog or a menu item does to a person through the API. */
export type Write =
  | "approve"
  | "reject"
  | "suspend"
  | "reactivate"
  | "remove"
  /** Removes and also revokes the pending invitations that the person sent. */
  | "remove_and_revoke_sent"
  | "resend"
  | "revoke";

/**
 * Does it, and merges the outcome into record, lists and counts. Gives the person afterwards, or undefined when gone.
 * `key` is the Idempotency-Key of this intention.
 */
export async function writePerson(org: string, person: Person, write: Write, key: string): Promise<Person | undefined> {
  const after = await sendWrite(org, person, write, key);
  mergePerson(org, person, after);
  // Which invitations went with the person is known to the server only.
  if (write === "remove_and_revoke_sent") void queryClient.invalidateQueries({ queryKey: listsKey(org) });
  return after;
}

/** Puts a record that was just written, or its absence, where it is shown. */
export function mergePerson(org: string, before: Person, after: Person | undefined): void {
  if (after) queryClient.setQueryData(personKey(org, before.id), after);
  // The person's own page would ask for it again: it forgets the record when one has left it.
  else queryClient.removeQueries({ queryKey: personKey(org, before.id), type: "inactive" });
  keepOwnWrites(org, [{ id: before.id, from: before.list, to: after?.list ?? null, person: after }]);
}

/** Does it and merges nothing: for many at once, which are merged together. Gives the person afterwards, or undefined when gone. */
export async function sendWrite(org: string, person: Person, write: Write, key: string): Promise<Person | undefined> {
  const params = { path: { org, id: person.id } };
  const acting = { params, headers: writing({ key }) };
  switch (write) {
    case "approve": {
      const headers = writing({ key, version: person.version });
      return personFromMember(
        await answer(api.POST("/v1/organizations/{org}/members/{id}/approve", { params, headers })),
      );
    }
    case "suspend":
      return personFromMember(await answer(api.POST("/v1/organizations/{org}/members/{id}/suspend", acting)));
    case "reactivate":
      return personFromMember(await answer(api.POST("/v1/organizations/{org}/members/{id}/reactivate", acting)));
    case "reject":
      await answer(api.POST("/v1/organizations/{org}/members/{id}/reject", acting));
      return undefined;
    case "remove":
    case "remove_and_revoke_sent": {
      const query = write === "remove" ? {} : { revoke_sent_invitations: true };
      await answer(
        api.DELETE("/v1/organizations/{org}/members/{id}", { params: { ...params, query }, headers: writing() }),
      );
      return undefined;
    }
    case "resend":
      return personFromInvitation(await answer(api.POST("/v1/organizations/{org}/invitations/{id}/resend", acting)));
    case "revoke":
      await answer(api.DELETE("/v1/organizations/{org}/invitations/{id}", { params, headers: writing() }));
      return undefined;
  }
}

/** The secret link of an invitation, for sending it in another way. */
export async function invitationLink(org: string, person: Person): Promise<string> {
  const params = { path: { org, id: person.id } };
  const { url } = await answer(
    api.POST("/v1/organizations/{org}/invitations/{id}/link", { params, headers: writing() }),
  );
  return present(url);
}

/** Makes a new secret link for an invitation; the older ones open nothing from then on. No mail is sent. */
export async function resetInvitationLink(org: string, person: Person): Promise<string> {
  const params = { path: { org, id: person.id } };
  const { url, invitation } = await answer(
    api.POST("/v1/organizations/{org}/invitations/{id}/reset-link", { params, headers: writing() }),
  );
  mergePerson(org, person, personFromInvitation(invitation));
  return present(url);
}

// Only the replay of an idempotent call leaves the secret out, and calls for a link carry no key.
function present(url: string | undefined): string {
  if (!url) throw new Error("The link came without its address.");
  return url;
}
