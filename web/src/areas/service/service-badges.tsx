/** Badges for call-centre objects: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import type { NumberRow, TrunkRow } from "./service-data.ts";

interface BadgeStyle {
  readonly shape: Shape;
  readonly tone: Tone;
}

const MODE: Readonly<Record<NumberRow["mode"], BadgeStyle>> = {
  off: { shape: "cross", tone: "quiet" },
  test: { shape: "half", tone: "wait" },
  open: { shape: "disc", tone: "good" },
};

/** The mode of an access code. */
export function ModeBadge({ mode }: { readonly mode: NumberRow["mode"] }): ReactNode {
  const t = useTranslations("web.service");
  return <Badge {...MODE[mode]}>{t(`mode.${mode}`)}</Badge>;
}

/** Whether a trunk is enabled. */
export function PowerBadge({ isOn }: { readonly isOn: boolean }): ReactNode {
  const t = useTranslations("web.service");
  return isOn ? (
    <Badge shape="disc" tone="good">
      {t("on")}
    </Badge>
  ) : (
    <Badge shape="cross" tone="quiet">
      {t("off")}
    </Badge>
  );
}

const AGREEMENT: Readonly<Record<TrunkRow["agreement"], BadgeStyle>> = {
  "in-force": { shape: "tick", tone: "good" },
  ending: { shape: "triangle", tone: "wait" },
  over: { shape: "cross", tone: "bad" },
};

/** The state of a trunk's agreement. */
export function AgreementBadge({ agreement }: { readonly agreement: TrunkRow["agreement"] }): ReactNode {
  const t = useTranslations("web.service");
  return <Badge {...AGREEMENT[agreement]}>{t(`agreement.${agreement}`)}</Badge>;
}

/** Whether the installation's administrator has approved the source addresses of a trunk. */
export function ApprovalBadge({ waiting }: { readonly waiting: readonly string[] }): ReactNode {
  const t = useTranslations("web.service.trunks");
  return waiting.length === 0 ? (
    <Badge shape="tick" tone="good">
      {t("addressesApproved")}
    </Badge>
  ) : (
    <>
      <Badge shape="half" tone="wait">
        {t("addressesWait")}
      </Badge>
      <span className="text-small break-words">{t("addressesWaiting", { addresses: waiting.join(", ") })}</span>
    </>
  );
}

/** Whether a phone is registered. */
export function ReachBadge({ isRegistered }: { readonly isRegistered: boolean }): ReactNode {
  const t = useTranslations("web.service");
  return isRegistered ? (
    <Badge shape="disc" tone="good">
      {t("registered")}
    </Badge>
  ) : (
    <Badge shape="ring" tone="quiet">
      {t("notRegistered")}
    </Badge>
  );
}

/** Whether a trunk answered the last OPTIONS check; renders nothing for disabled or unchecked trunks. */
export function AnswerBadge({
  state,
  isOn,
}: {
  readonly state: "up" | "down" | null | undefined;
  readonly isOn: boolean;
}): ReactNode {
  const t = useTranslations("web.service");
  if (!isOn || state === null || state === undefined) return null;
  return state === "up" ? (
    <Badge shape="tick" tone="good">
      {t("answers")}
    </Badge>
  ) : (
    <Badge shape="triangle" tone="bad">
      {t("silent")}
    </Badge>
  );
}
