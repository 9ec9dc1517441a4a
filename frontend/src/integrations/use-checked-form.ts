import { useState } from "react";

/**
 * What a form holds, and what is wrong with it once sending it was tried: nobody is told of a field before.
 *
 * @param begin what it begins with
 * @param problemsOf what is wrong, by field; empty when nothing is
 * @param bodyOf what is sent
 */
export function useCheckedForm<Values, Problems extends object, Body>(
  begin: Values,
  problemsOf: (values: Values) => Problems,
  bodyOf: (values: Values) => Body,
) {
  const [values, setValues] = useState(begin);
  const [checking, setChecking] = useState(false);
  const problems = problemsOf(values);
  return {
    values,
    change: (changes: Partial<Values>) => setValues((before) => ({ ...before, ...changes })),
    problems: checking ? problems : ({} as Partial<Problems>),
    /** What to send; undefined while something is wrong, which is told from then on. */
    submit: (): Body | undefined => {
      setChecking(true);
      return Object.keys(problems).length > 0 ? undefined : bodyOf(values);
    },
  };
}
