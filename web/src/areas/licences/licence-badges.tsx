/** Badges for the states of licence applications and requirements: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone, UNKNOWN_STYLE } from "../../parts/badges.tsx";
import type { ItemState } from "./item-state.ts";
import type { LicenceState } from "./licence-types.ts";

type BadgeStyle = { readonly shape: Shape; readonly tone: Tone };

const LICENCE_STYLES: Readonly<Record<LicenceState, BadgeStyle>> = {
  draft: { shape: "ring", tone: "quiet" },
  submitted: { shape: "half", tone: "info" },
  checking: { shape: "eye", tone: "think" },
  returned: { shape: "triangle", tone: "wait" },
  checked: { shape: "half", tone: "info" },
  endorsed: { shape: "arrow", tone: "info" },
  verified: { shape: "tick", tone: "good" },
  rejected: { shape: "cross", tone: "bad" },
  withdrawn: { shape: "dash", tone: "quiet" },
  lapsed: { shape: "dash", tone: "bad" },
};

const ITEM_STYLES: Readonly<Record<ItemState, BadgeStyle>> = {
  record: { shape: "tick", tone: "good" },
  empty: { shape: "ring", tone: "quiet" },
  begun: { shape: "half", tone: "info" },
  mend: { shape: "triangle", tone: "wait" },
  done: { shape: "tick", tone: "good" },
  locked: { shape: "square", tone: "solid" },
};

/** The state of a licence application, and whether it is paused. */
export function LicenceBadge({
  state,
  paused,
  say,
}: {
  readonly state: LicenceState;
  readonly paused: boolean;
  /** Names the state for readers other than the applicant. */
  readonly say?: (state: LicenceState | "paused") => string;
}): ReactNode {
  const t = useTranslations("web.licences");
  if (paused)
    return (
      <Badge shape="half" tone="wait">
        {say?.("paused") ?? t("state.paused")}
      </Badge>
    );
  return <Badge {...(LICENCE_STYLES[state] ?? UNKNOWN_STYLE)}>{say?.(state) ?? t(`state.${state}`)}</Badge>;
}

/** The state of a requirement. */
export function ItemBadge({ state }: { readonly state: ItemState }): ReactNode {
  const t = useTranslations("web.licence");
  return <Badge {...ITEM_STYLES[state]}>{t(`itemState.${state}`)}</Badge>;
}
