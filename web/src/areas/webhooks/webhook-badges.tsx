/** Badges for endpoints and deliveries: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import type { Delivery, Exchange, Webhook } from "./webhook-data.ts";

type State = Delivery["state"];

const BADGE_STYLES: Readonly<Record<State, { readonly shape: Shape; readonly tone: Tone }>> = {
  waiting: { shape: "half", tone: "wait" },
  delivered: { shape: "tick", tone: "good" },
  dead: { shape: "cross", tone: "bad" },
  dropped: { shape: "dash", tone: "quiet" },
};

/** The delivery state of an event. */
export function DeliveryBadge({ state }: { readonly state: State }): ReactNode {
  const t = useTranslations("web.webhooks.states");
  return <Badge {...BADGE_STYLES[state]}>{t(state)}</Badge>;
}

/** Whether an endpoint is active, with the reason if not. */
export function WebhookState({ isOn, offWhy, isFailing }: Pick<Webhook, "isOn" | "offWhy" | "isFailing">): ReactNode {
  const t = useTranslations("web.webhooks");
  if (!isOn)
    return (
      <Badge shape={offWhy === "person" ? "dash" : "cross"} tone={offWhy === "person" ? "quiet" : "bad"}>
        {t(`off.${offWhy ?? "person"}`)}
      </Badge>
    );
  return isFailing ? (
    <Badge shape="triangle" tone="bad">
      {t("failing")}
    </Badge>
  ) : (
    <Badge shape="tick" tone="good">
      {t("on")}
    </Badge>
  );
}

/** The response of a request in one line. */
export function useAnswerWords(): (exchange: Pick<Exchange, "status" | "fault" | "answer">) => string {
  const t = useTranslations("web.webhooks");
  return ({ status, fault, answer }) => {
    if (fault !== null) return t(`faults.${fault}`);
    return status === null ? "–" : [t("status", { status }), answer].filter(Boolean).join(": ");
  };
}

const KINDS = new Set([
  ...(["alert.raised", "alert.repeated", "alert.cleared", "message.state", "message.sent"] as const),
  ...(["message.received", "test"] as const),
]);
type KnownKind = typeof KINDS extends Set<infer Kind> ? Kind : never;
const isKnown = (kind: string): kind is KnownKind => (KINDS as ReadonlySet<string>).has(kind);

/** The label of an event type; the type name when this version does not know it. */
export function useKindWords(): (kind: string) => string {
  const t = useTranslations("web.webhooks.happened");
  const names: Readonly<Record<KnownKind, Parameters<typeof t>[0]>> = {
    "alert.raised": "alert-raised",
    "alert.repeated": "alert-repeated",
    "alert.cleared": "alert-cleared",
    "message.state": "message-state",
    "message.sent": "message-sent",
    "message.received": "message-received",
    test: "test",
  };
  return (kind) => (isKnown(kind) ? t(names[kind]) : kind);
}
