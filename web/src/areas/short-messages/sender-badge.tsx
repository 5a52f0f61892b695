/** The registration state of a sender id at a carrier: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { serverNowMs } from "../../data/client.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { officeToday } from "../../words/dates.ts";
import type { Registration } from "./sms-settings-data.ts";

type SenderState = Registration["state"] | "over";

const BADGE_STYLES: Readonly<Record<SenderState, { readonly shape: Shape; readonly tone: Tone }>> = {
  draft: { shape: "ring", tone: "quiet" },
  submitted: { shape: "half", tone: "wait" },
  approved: { shape: "tick", tone: "good" },
  rejected: { shape: "cross", tone: "bad" },
  suspended: { shape: "square", tone: "bad" },
  over: { shape: "triangle", tone: "bad" },
};

/** An approval is treated as expired after its last day. */
function senderStateOf({ state, validUntil }: Pick<Registration, "state" | "validUntil">): SenderState {
  const isOver = state === "approved" && validUntil !== null && validUntil < officeToday(serverNowMs());
  return isOver ? "over" : state;
}

/** The state of a registration. */
export function SenderBadge({ of }: { readonly of: Pick<Registration, "state" | "validUntil"> }): ReactNode {
  const t = useTranslations("web.smsSettings.senders.states");
  const senderState = senderStateOf(of);
  return <Badge {...BADGE_STYLES[senderState]}>{t(senderState)}</Badge>;
}
