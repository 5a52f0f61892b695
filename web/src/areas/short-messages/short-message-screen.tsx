/** One SMS: its status per segment, and all delivery receipts as proof of delivery. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import { ShortMessageBadge } from "./short-message-badge.tsx";
import { type ShortMessageDetail, shortMessageQuery } from "./short-message-data.ts";

/** The screen of `/layanan/pesan/$id`. */
export function ShortMessageScreen(): ReactNode {
  const t = useTranslations("web.shortMessages");
  const { id } = useParams({ from: "/layanan/pesan/$id" });
  const found = useQuery(shortMessageQuery(id));
  const { data } = found;
  return (
    <Page
      width="working"
      title={data === undefined ? t("one.title", { to: "" }) : t("one.title", { to: `+${data.to}` })}
      back={{ to: "/layanan/pesan", text: t("title") }}
    >
      <Awaiting query={found} lines={8} />
      {data === undefined ? null : <MessageDetail message={data} />}
    </Page>
  );
}

function MessageDetail({ message }: { readonly message: ShortMessageDetail }): ReactNode {
  const t = useTranslations("web.shortMessages.one");
  const all = useTranslations("web.shortMessages");
  const mayManage = useMay("service.manage");
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="grid min-w-0 gap-6">
        <section className="card p-5" aria-labelledby="message-text">
          <h2 id="message-text" className="text-lead">
            {t("text")}
          </h2>
          <p className="mt-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {message.textRemoved ? all("textRemoved") : message.text}
          </p>
          {mayManage || message.textRemoved ? null : <p className="mt-2 text-small text-soft">{t("maskedAll")}</p>}
          {mayManage && message.category === "otp" && !message.textRemoved ? (
            <p className="mt-2 text-small text-soft">{t("masked")}</p>
          ) : null}
        </section>
        <Timeline message={message} />
      </div>
      <section className="card min-w-0 p-5" aria-labelledby="message-facts">
        <h2 id="message-facts" className="text-lead">
          {t("facts")}
        </h2>
        <dl className="mt-3 grid gap-3">
          <Fact name={all("state")}>
            <ShortMessageBadge state={message.state} />
          </Fact>
          {message.errorCode === null ? null : <Fact name={t("errorCode")}>{message.errorCode}</Fact>}
          <Fact name={all("from")}>{message.from}</Fact>
          <Fact name={all("category")}>{all(`categories.${message.category}`)}</Fact>
          <Fact name={all("parts")}>{`${message.parts.length} · ${t(`encodings.${message.encoding}`)}`}</Fact>
          {message.template === null ? null : <Fact name={t("template")}>{t("templateOf", message.template)}</Fact>}
          {message.reference === null ? null : <Fact name={t("reference")}>{message.reference}</Fact>}
        </dl>
        {mayManage ? <ProofLinks id={message.id} /> : null}
      </section>
    </div>
  );
}

function ProofLinks({ id }: { readonly id: string }): ReactNode {
  const t = useTranslations("web.shortMessages.one");
  const language = useLocale();
  const path = `/api/service/sms/messages/${id}/proof`;
  return (
    <div className="mt-5 grid gap-2 justify-items-start">
      <a className="button button-small" href={addressOf(path, { query: { language } })} download>
        {t("proof")}
      </a>
      <a className="button button-small" href={addressOf(path, { query: { language, recipient: "whole" } })} download>
        {t("proofWhole")}
      </a>
      <p className="text-small text-soft">{t("proofHint")}</p>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="text-small text-soft">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Timeline({ message }: { readonly message: ShortMessageDetail }): ReactNode {
  const t = useTranslations("web.shortMessages.one");
  const locale = useLocale();
  return (
    <section className="card p-5" aria-labelledby="message-timeline">
      <h2 id="message-timeline" className="text-lead">
        {t("timeline")}
      </h2>
      <ol className="mt-3 grid gap-3">
        {useSteps(message).map(({ key, at, what }) => (
          <li key={key} className="grid gap-x-4 sm:grid-cols-[11rem_minmax(0,1fr)]">
            <span className="text-small text-soft tabular-nums">{moment(at, locale)}</span>
            <span className="[overflow-wrap:anywhere]">{what}</span>
          </li>
        ))}
      </ol>
      {message.parts.some(({ perhapsDoubled }) => perhapsDoubled) ? (
        <p className="mt-3 text-small text-soft">{t("perhapsDoubled")}</p>
      ) : null}
    </section>
  );
}

interface TimelineStep {
  readonly key: string;
  readonly at: string;
  readonly what: string;
}

/** The events of a message, oldest first. */
function useSteps(message: ShortMessageDetail): readonly TimelineStep[] {
  const t = useTranslations("web.shortMessages.one");
  const all = useTranslations("web.shortMessages");
  const part = (sequence: number) => (message.parts.length === 1 ? "" : ` · ${t("ofPart", { part: sequence })}`);
  const steps: TimelineStep[] = [{ key: "accepted", at: message.acceptedAt, what: t("accepted") }];
  for (const { sequence, carrier, sentAt, attempts } of message.parts) {
    if (sentAt === null) continue;
    const what = `${t("sent", { carrier, attempts })}${part(sequence)}`;
    steps.push({ key: `sent ${sequence}`, at: sentAt, what });
  }
  for (const [nth, receipt] of message.receipts.entries()) {
    const state = t(`receipts.${receiptWord(receipt.state)}`);
    const code = receipt.errorCode === null ? "" : ` (${receipt.errorCode})`;
    const noted = receipt.standing === "noted" ? ` – ${t("noted")}` : "";
    const what = `${t("receipt", { state })}${code}${part(receipt.part)}${noted}`;
    steps.push({ key: `receipt ${nth}`, at: receipt.receivedAt, what });
  }
  if (message.finalAt !== null)
    steps.push({ key: "final", at: message.finalAt, what: t("final", { state: all(`states.${message.state}`) }) });
  return steps.toSorted((one, other) => one.at.localeCompare(other.at));
}

const RECEIPTS = [
  ...(["accepted", "enroute", "delivered", "undeliverable"] as const),
  ...(["expired", "rejected", "deleted", "unknown"] as const),
] as const;

function receiptWord(state: string): (typeof RECEIPTS)[number] {
  return RECEIPTS.find((one) => one === state) ?? "unknown";
}
