import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "@/api/problems";
import type { TwoFactorSecret } from "@/api/types";
import { beginEnrolment, confirmEnrolment } from "./two-factor";
import { type AskedCode, useCode } from "./use-code";

/** How far somebody is on the way to two-factor authentication. */
export type Enrolment = {
  begin: () => void;
  beginning: boolean;
  /** Why it could not be begun. */
  refused: unknown;
  /** For the app, as soon as it is begun. */
  secret: TwoFactorSecret | undefined;
  code: AskedCode;
  /** The secret is too old to be confirmed: it has to be begun again. */
  tooLate: boolean;
  /** It is on, and these are to be kept. */
  recoveryCodes: string[] | undefined;
  forget: () => void;
};

/** The way to two-factor authentication: a secret for the app, its first code, and the recovery codes. */
export function useEnrolment(): Enrolment {
  const [recoveryCodes, setRecoveryCodes] = useState<string[]>();
  const code = useCode(confirmEnrolment, setRecoveryCodes);
  const [secret, setSecret] = useState<TwoFactorSecret>();
  const begin = useMutation({
    mutationFn: beginEnrolment,
    onSuccess: (begun) => {
      setSecret(begun);
      code.type("");
    },
  });
  return {
    begin: () => begin.mutate(),
    beginning: begin.isPending,
    refused: begin.error,
    secret,
    code,
    tooLate: isProblem(code.problem, "conflict"),
    recoveryCodes,
    forget: () => {
      begin.reset();
      setSecret(undefined);
      code.type("");
      setRecoveryCodes(undefined);
    },
  };
}
