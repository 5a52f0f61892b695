/** Messages on a screen (info, warning, error), and placeholders for empty lists and loading data. */
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { type Problem, problemOf } from "../data/problem.ts";
import { Icon, type IconName } from "./icons.tsx";
import { RuleNote } from "./rule-note.tsx";

type NoticeTone = "info" | "wait" | "bad" | "good";

const ICONS: Readonly<Record<NoticeTone, IconName>> = { info: "info", wait: "warning", bad: "error", good: "check" };

interface NoticeProps {
  readonly tone?: NoticeTone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Screen readers announce the message at once (assertive live region). */
  readonly urgent?: boolean;
}

/** A framed message. */
export function Notice({ tone = "info", title, children, urgent }: NoticeProps): ReactNode {
  return (
    <div className={`notice tone-${tone}`} role={urgent === true ? "alert" : undefined}>
      <Icon name={ICONS[tone]} />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {title === undefined ? null : <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** The text of a problem: the server's message, or a local text when the server did not answer. */
export function useProblemText(): (problem: Problem) => string {
  const t = useTranslations("web.problems");
  return (problem) => {
    if (problem.message !== "") return problem.message;
    if (problem.status === 0) return t("unreachable");
    if (problem.status === 404) return t("notFound");
    if (problem.status === 403) return t("forbidden");
    return t("unexpected");
  };
}

/** A failed request: the failure, the state of the data, the next step and the reference number. */
export function FailureNotice({
  error,
  onRetry,
}: {
  readonly error: unknown;
  /** Repeats the read. Left out after a failed submission, where the form keeps the input. */
  readonly onRetry?: () => void;
}): ReactNode {
  const t = useTranslations("web.problems");
  const textOf = useProblemText();
  const problem = problemOf(error);
  const outage = problem.status === 0 || problem.status >= 500;
  return (
    <Notice tone="bad" urgent title={textOf(problem)}>
      {outage ? (
        <p className="mt-1 text-small">
          {t("safe")} {onRetry === undefined ? t("typedSafe") : null}
        </p>
      ) : null}
      {problem.rule === null ? null : <RuleNote rule={problem.rule} />}
      {problem.requestId === null ? null : (
        <p className="mt-1 text-small">
          {t("reference")} <code className="font-semibold select-all">{problem.requestId}</code>
        </p>
      )}
      {onRetry === undefined ? null : (
        <button type="button" className="button button-small mt-3" onClick={onRetry}>
          <Icon name="retry" size={16} />
          {t("retry")}
        </button>
      )}
    </Notice>
  );
}

/** Empty state of a list, with the first step. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div className="grid justify-items-center gap-2 rounded-card border border-dashed border-strong px-5 py-10 text-center">
      <svg aria-hidden="true" width="72" height="28" viewBox="0 0 72 28" fill="none">
        <circle cx="8" cy="14" r="6" fill="var(--thread)" />
        <path d="M16 14h40" stroke="var(--line-strong)" strokeWidth="2" strokeDasharray="4 5" />
        <circle cx="64" cy="14" r="6" stroke="var(--accent)" strokeWidth="2.5" />
      </svg>
      <p className="text-lead font-semibold">{title}</p>
      {children === undefined ? null : <div className="max-w-[52ch] text-soft">{children}</div>}
      {action === undefined ? null : <div className="mt-3">{action}</div>}
    </div>
  );
}

const SKELETON_AFTER_MS = 300;

/** Placeholder while loading; becomes visible only when loading takes noticeably long. */
export function Loading({ lines = 4, height = 44 }: { readonly lines?: number; readonly height?: number }): ReactNode {
  const t = useTranslations("web.problems");
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" className="grid gap-2" style={{ minHeight: lines * (height + 8) }}>
      {shown ? (
        <>
          <p className="sr-only" role="status">
            {t("loading")}
          </p>
          {Array.from({ length: lines }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <div key={index} className="skeleton" style={{ height }} />
          ))}
        </>
      ) : null}
    </div>
  );
}

interface AwaitingProps {
  /** The result of `useQuery`. */
  readonly query: {
    readonly data: unknown;
    readonly error: Error | null;
    readonly refetch: () => Promise<unknown>;
  };
  readonly lines?: number;
  readonly height?: number;
}

/** Shows placeholder lines until data arrives, or the failure with a retry button. Renders nothing once there is data. */
export function Awaiting({ query: { data, error, refetch }, ...place }: AwaitingProps): ReactNode {
  if (data !== undefined) return null;
  return error === null ? <Loading {...place} /> : <FailureNotice error={error} onRetry={() => void refetch()} />;
}
