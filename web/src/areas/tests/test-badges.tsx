/** Badges for the states of operational tests and test items: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone, UNKNOWN_STYLE } from "../../parts/badges.tsx";
import type { TestState } from "./test-types.ts";

type BadgeStyle = { readonly shape: Shape; readonly tone: Tone };

const TEST_STYLES: Readonly<Record<TestState, BadgeStyle>> = {
  requested: { shape: "half", tone: "info" },
  "date-proposed": { shape: "triangle", tone: "wait" },
  confirmed: { shape: "eye", tone: "info" },
  scheduled: { shape: "disc", tone: "solid" },
  running: { shape: "arrow", tone: "think" },
  "handed-in": { shape: "eye", tone: "think" },
  reported: { shape: "triangle", tone: "wait" },
  passed: { shape: "tick", tone: "good" },
  failed: { shape: "cross", tone: "bad" },
  certified: { shape: "tick", tone: "good" },
  missed: { shape: "cross", tone: "rest" },
  lapsed: { shape: "dash", tone: "bad" },
  withdrawn: { shape: "dash", tone: "quiet" },
};

/** The state of a test. */
export function TestBadge({ state }: { readonly state: TestState }): ReactNode {
  const t = useTranslations("web.test.state");
  return <Badge {...(TEST_STYLES[state] ?? UNKNOWN_STYLE)}>{t(state)}</Badge>;
}

const OUTCOME_STYLES = {
  pass: { shape: "tick", tone: "good" },
  fail: { shape: "cross", tone: "bad" },
  "not-applicable": { shape: "dash", tone: "quiet" },
  open: { shape: "ring", tone: "quiet" },
} as const;

/** The outcome of an item. */
export function OutcomeBadge({ outcome }: { readonly outcome: keyof typeof OUTCOME_STYLES }): ReactNode {
  const t = useTranslations("web.test.outcome");
  return <Badge {...OUTCOME_STYLES[outcome]}>{t(outcome)}</Badge>;
}

/** The result of a whole test. */
export function VerdictBadge({ verdict }: { readonly verdict: "fit" | "unfit" }): ReactNode {
  const t = useTranslations("web.test.verdict");
  return verdict === "fit" ? (
    <Badge shape="tick" tone="good">
      {t("fit")}
    </Badge>
  ) : (
    <Badge shape="cross" tone="bad">
      {t("unfit")}
    </Badge>
  );
}
