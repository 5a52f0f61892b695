/** The record of a call as text. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { rupiah } from "../../words/amounts.ts";
import { CallNumber, OutcomeBadge, PhoneNames } from "./call-badges.tsx";
import { callTime, lengthText, phoneLabelOf } from "./call-words.ts";
import type { CallDetail } from "./calls-data.ts";

type Facts = NonNullable<CallDetail["call"]>;

/** Parties, time, duration and outcome. */
export function CallFacts({ call, timeZone }: { readonly call: Facts; readonly timeZone: string }): ReactNode {
  const t = useTranslations("web.calls");
  const locale = useLocale();
  const cause = String(call.cause) as "16";
  const lengths = {
    ring: lengthText(call.ringMs),
    talk: lengthText(call.talkMs),
    hold: lengthText(call.holdMs),
  };
  const lines: readonly (readonly [string, ReactNode])[] = [
    [t("detail.when"), callTime(call.beganAt, timeZone, locale)],
    [t("detail.caller"), <CallNumber key="caller" number={call.caller} />],
    [t("detail.called"), <CallNumber key="called" number={call.called} />],
    [t("detail.direction"), t(`directions.${call.direction}`)],
    ...(call.code === null ? [] : [[t("detail.code"), call.code] as const]),
    [t(`detail.${phoneLabelOf(call)}`), <PhoneNames key="phone" {...call} />],
    [
      t("detail.trunk"),
      call.trunk ?? (call.website === null ? t("detail.none") : t("fromWebsite", { name: call.website })),
    ],
    [
      t("detail.lengths"),
      <span key="lengths" className="tabular-nums">
        {t("detail.lengthsValue", lengths)}
      </span>,
    ],
    [t("detail.outcome"), <OutcomeBadge key="outcome" outcome={call.outcome} />],
    [
      t("detail.cause"),
      call.cause === null
        ? t("detail.none")
        : t("detail.causeValue", {
            cause: call.cause,
            words: t.has(`causes.${cause}`) ? t(`causes.${cause}`) : t("causeOther"),
          }),
    ],
    [t("detail.endedBy"), t(`endedBy.${call.endedBy}`)],
    ...(call.chargeRupiah === 0 ? [] : [[t("detail.charge"), rupiah(call.chargeRupiah, locale)] as const]),
    [t("detail.transfers"), t("detail.transfersValue", { count: call.transfers })],
    [
      t("detail.sipCallId"),
      <code key="id" className="text-small break-all select-all">
        {call.sipCallId}
      </code>,
    ],
  ];
  return (
    <section className="card p-5" aria-labelledby="call-facts">
      <h2 id="call-facts">{t("detail.facts")}</h2>
      <dl className="facts mt-2">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
