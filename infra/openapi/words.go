package main

import "github.com/danielgtaylor/huma/v2"

const introduction = `Who is in an organization, and what each of its people may do.

Bodies are JSON in snake_case, times RFC 3339 in UTC. A refusal is ` + "`application/problem+json`" + ` (RFC 9457): switch on its ` + "`type`" + `, show its ` + "`detail`" + `.

* A person signs in at ` + "`GET /auth/login?return_to=`" + ` and comes back with a session cookie.
* A single record carries an ` + "`ETag`" + `. A ` + "`PATCH`" + ` is a JSON Merge Patch (RFC 7396) in which lists replace, and needs ` + "`If-Match`" + `.
* A ` + "`POST`" + ` that creates or acts takes an ` + "`Idempotency-Key`" + `: for 24 hours a repeat gets the first answer again.
* A list answers ` + "`items`" + ` and ` + "`next_cursor`" + `, null on the last page. A cursor belongs to its reader, organization and filter.
* What is not there and what one may not see get the same 404.`

// tags are the groups of the document, in the order in which a reader wants them.
var tags = []*huma.Tag{
	{Name: "Session", Description: "Signing in and out"},
	{Name: "Me", Description: "The signed-in user and its sessions"},
	{Name: "Organizations", Description: "Tenants: their name and settings, and one's own place in them"},
	{Name: "Members", Description: "The people of an organization and their grants"},
	{Name: "Invitations", Description: "Offers of a place: making, sending, changing, taking back"},
	{Name: "Invited", Description: "What somebody who was invited does, with the link or from the list of open invitations"},
	{Name: "Ad accounts", Description: "What roles are given on"},
	{Name: "Agencies", Description: "Organizations that work in this one, inside a cap"},
	{Name: "Integrations", Description: "API keys, webhooks and what came in by signed message"},
	{Name: "Access", Description: "What somebody may do, for your other services"},
	{Name: "Provisioning", Description: "People in by signed messages and by SCIM 2.0"},
	{Name: "Clients", Description: "Organizations that this one works for, and who of it does"},
	{Name: "Events", Description: "What happened: the audit log"},
	{Name: "Webhooks", Description: "What registered endpoints are sent"},
	{Name: "Reference", Description: "What is the same for everybody"},
}

// refusals say what each status means, in the words of the problem types that come with it.
var refusals = map[string]struct{ name, words string }{
	"400": {"BadRequest", "The request cannot be read: `bad-request`"},
	"401": {"Unauthenticated", "There is no live session (`unauthenticated`), or it waits for its second step (`two-factor-required`)"},
	"403": {"Forbidden", "Seen and not allowed: `forbidden`, `exceeds-own-grants`, `admin-target`, `own-record`, `membership-pending`, `membership-suspended`, `wrong-origin`, `address-mismatch`, `email-not-verified`"},
	"404": {"NotFound", "Not there, or not to be seen by the caller: `not-found`"},
	"409": {"Conflict", "The present state does not allow it: `conflict`, `last-admin`, `already-member`, `ambiguous-address`, `not-pending`, `external-id-taken`, `in-flight`"},
	"410": {"Gone", "The link opens nothing any more: `invitation-gone`"},
	"412": {"StaleVersion", "Made on an older version: `stale-version`"},
	"413": {"TooLarge", "More than a request may carry: `too-large`"},
	"415": {"UnsupportedMediaType", "The body is not JSON: `unsupported-media-type`"},
	"422": {"Invalid", "A field is wrong or unknown, see `errors` (`invalid`), or the Idempotency-Key was used for another request (`idempotency-mismatch`)"},
	"428": {"PreconditionRequired", "If-Match is missing: `precondition-required`"},
	"429": {"TooMany", "Too many: `too-many`"},
	"500": {"Internal", "A fault of ours; `request_id` finds it in the log: `internal`"},
	"503": {"Unavailable", "The data cannot be reached just now: `unavailable`"},
}
