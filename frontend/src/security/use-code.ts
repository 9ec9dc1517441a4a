import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type RefObject, useId, useRef, useState } from "react";
import { fieldError, isProblem, retryAfterOf } from "@/api/problems";
import { useWait } from "./use-wait";

/** A code that is asked for: what stands in the field, what was wrong with it, and how long to wait. */
export type AskedCode = {
  /** Of the form, for a button that stands outside of it. */
  formId: string;
  input: RefObject<HTMLInputElement | null>;
  typed: string;
  type: (text: string) => void;
  /** One of the recovery codes is asked for, in place of one of the app. */
  recovery: boolean;
  setRecovery: (recovery: boolean) => void;
  /** What is wrong with the code, in words. */
  error: string | undefined;
  /** Seconds until a code of the app is looked at again, after too many wrong ones. Recovery codes do not wait. */
  wait: number;
  /** Everything else that went wrong. */
  problem: unknown;
  busy: boolean;
  submit: (event: FormEvent) => void;
};

/** Asks for a code and sends it; what it is for is done with it. It is busy until `onDone` is done. */
export function useCode<Done>(send: (code: string) => Promise<Done>, onDone: (done: Done) => unknown): AskedCode {
  const [typed, setTyped] = useState("");
  const [recovery, setRecovery] = useState(false);
  const [missed, setMissed] = useState(false);
  const { left, start } = useWait();
  const input = useRef<HTMLInputElement>(null);
  const formId = useId();
  const call = useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onError: (error) => {
      if (isProblem(error, "too-many")) start(retryAfterOf(error) ?? 1);
      input.current?.focus();
      input.current?.select();
    },
  });
  const wrong = isWrong(call.error);
  const slowed = isProblem(call.error, "too-many");
  const wait = recovery ? 0 : left;
  const anew = () => {
    setMissed(false);
    if (!slowed) call.reset();
  };
  return {
    formId,
    input,
    typed,
    type: (text) => {
      setTyped(text);
      anew();
    },
    recovery,
    setRecovery: (next) => {
      setRecovery(next);
      setTyped("");
      setMissed(false);
      call.reset();
      input.current?.focus();
    },
    error: missed ? missedWords(recovery) : wrong ? wrongWords(recovery) : undefined,
    wait,
    problem: wrong || slowed ? null : call.error,
    busy: call.isPending,
    submit: (event) => {
      event.preventDefault();
      const code = typed.replace(/\s/g, "");
      if (call.isPending || wait > 0) return;
      if (recovery ? code !== "" : /^\d{6}$/.test(code)) return call.mutate(code);
      setMissed(true);
      input.current?.focus();
    },
  };
}

/** The second step says so by itself, the rest by the field. */
function isWrong(error: unknown): boolean {
  return isProblem(error, "two-factor-required") || fieldError(error, "code") !== undefined;
}

function missedWords(recovery: boolean): string {
  return recovery ? t`Enter one of your recovery codes.` : t`Enter the six digits that the app shows now.`;
}

function wrongWords(recovery: boolean): string {
  return recovery
    ? t`This is none of your recovery codes, or was used before. Enter another one.`
    : t`This code is not right, or was used before. Enter the one that the app shows now.`;
}
