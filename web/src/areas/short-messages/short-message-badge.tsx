/** The status of an SMS: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import type { ShortMessageState } from "./short-message-data.ts";

const BADGE_STYLES: Readonly<Record<ShortMessageState, { readonly shape: Shape; readonly tone: Tone }>> = {
  waiting: { shape: "ring", tone: "wait" },
  leased: { shape: "half", tone: "info" },
  sent: { shape: "arrow", tone: "info" },
  delivered: { shape: "tick", tone: "good" },
  undeliverable: { shape: "cross", tone: "bad" },
  expired: { shape: "triangle", tone: "bad" },
  rejected: { shape: "cross", tone: "bad" },
  unknown: { shape: "dash", tone: "quiet" },
  cancelled: { shape: "square", tone: "quiet" },
};

/** The status of a message or of one segment. */
export function ShortMessageBadge({ state }: { readonly state: ShortMessageState }): ReactNode {
  const t = useTranslations("web.shortMessages.states");
  return <Badge {...BADGE_STYLES[state]}>{t(state)}</Badge>;
}
