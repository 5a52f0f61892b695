/** The state of an account dispute: shape and label. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Dispute } from "../../data/types.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";

const BADGE_STYLES: Readonly<Record<Dispute["state"], { readonly shape: Shape; readonly tone: Tone }>> = {
  open: { shape: "half", tone: "info" },
  asked: { shape: "eye", tone: "wait" },
  rejected: { shape: "cross", tone: "bad" },
  transferred: { shape: "tick", tone: "good" },
  withdrawn: { shape: "dash", tone: "quiet" },
};

/** The state of a dispute. */
export function DisputeBadge({ state }: { readonly state: Dispute["state"] }): ReactNode {
  const t = useTranslations("web.account.disputeState");
  return <Badge {...BADGE_STYLES[state]}>{t(state)}</Badge>;
}
