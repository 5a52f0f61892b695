/** The state of a campaign: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import type { CampaignRow } from "./campaign-data.ts";

const BADGE_STYLES: Readonly<Record<CampaignRow["state"], { readonly shape: Shape; readonly tone: Tone }>> = {
  prepared: { shape: "ring", tone: "quiet" },
  running: { shape: "arrow", tone: "info" },
  paused: { shape: "half", tone: "wait" },
  stopped: { shape: "cross", tone: "bad" },
  done: { shape: "tick", tone: "good" },
};

/** The state of a campaign. */
export function CampaignBadge({ state }: Pick<CampaignRow, "state">): ReactNode {
  const t = useTranslations("web.smsCampaigns.states");
  return <Badge {...BADGE_STYLES[state]}>{t(state)}</Badge>;
}
