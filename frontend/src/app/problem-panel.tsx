import { t } from "@lingui/core/macro";
import { problemWords, requestIdOf } from "@/api/problems";
import { Button } from "@/design/button";
import { EmptyState, Notice, RequestId } from "@/design/surface";

/** A view that could not be loaded: why, a retry, and the request id. */
export function ProblemPanel({ error, retry, title }: { error: unknown; retry?: () => void; title?: string }) {
  return (
    <div role="alert">
      <EmptyState
        title={title ?? t`This could not be loaded`}
        actions={retry && <Button onClick={retry}>{t`Try again`}</Button>}
      >
        <p>{problemWords(error)}</p>
        <RequestId id={requestIdOf(error)} />
      </EmptyState>
    </div>
  );
}

/** Something that the user asked for and that did not work, beside the button that asked. */
export function ProblemNotice({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <Notice tone="danger">
      {problemWords(error)}
      <RequestId id={requestIdOf(error)} />
    </Notice>
  );
}
