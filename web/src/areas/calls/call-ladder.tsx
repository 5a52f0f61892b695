/** The SIP messages of a call: ladder diagram, table, full message text, and a text export. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Loading } from "../../parts/notice.tsx";
import { figure, timeOfDay } from "./call-words.ts";
import { type CallTrace, type TracedMessage, traceQuery } from "./calls-data.ts";
import { Ladder } from "./ladder.tsx";
import { endsOf, OWN } from "./ladder-columns.ts";

const MS_DECIMALS = 1;

/** The section; messages are loaded on request. */
export function CallLadder({ id }: { readonly id: string }): ReactNode {
  const t = useTranslations("web.calls.ladder");
  const [isShown, setShown] = useState(false);
  const { data, error, refetch } = useQuery({ ...traceQuery(id), enabled: isShown });
  return (
    <section className="grid min-w-0 gap-3" aria-labelledby="call-ladder">
      <h2 id="call-ladder">{t("title")}</h2>
      {isShown ? null : (
        <div>
          <button type="button" className="button button-small" onClick={() => setShown(true)}>
            {t("show")}
          </button>
        </div>
      )}
      {isShown && data === undefined && error === null ? <Loading lines={6} /> : null}
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined || !isShown ? null : data.items.length === 0 ? (
        <p className="text-soft">{t("none")}</p>
      ) : (
        <Trace id={id} trace={data} />
      )}
    </section>
  );
}

function Trace({ id, trace }: { readonly id: string; readonly trace: CallTrace }): ReactNode {
  const t = useTranslations("web.calls.ladder");
  const [chosen, setChosen] = useState<number | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const choose = (sequence: number, from: HTMLElement): void => {
    opener.current = from;
    setChosen(sequence);
  };
  const close = (): void => {
    setChosen(null);
    opener.current?.focus();
  };
  const index = trace.items.findIndex(({ sequence }) => sequence === chosen);
  const message = trace.items[index];
  return (
    <>
      <p className="max-w-[70ch] text-soft">{t("lead")}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <a
          className="button button-small"
          href={addressOf("/api/service/calls/{id}/trace/text", { path: { id } })}
          download
        >
          {t("export")}
        </a>
        <span className="text-small text-soft">{t("masked")}</span>
      </p>
      {trace.items.length >= trace.max ? <p className="text-soft">{t("cut", { count: trace.max })}</p> : null}
      <div
        className={message === undefined ? "min-w-0" : "grid min-w-0 gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"}
      >
        <Ladder messages={trace.items} chosen={chosen} onChoose={choose} />
        {message === undefined ? null : <MessageText message={message} number={index + 1} onClose={close} />}
      </div>
      <details>
        <summary>{t("table")}</summary>
        <div className="mt-2">
          <MessageTable trace={trace} />
        </div>
      </details>
    </>
  );
}

interface MessageTextProps {
  readonly message: TracedMessage;
  readonly number: number;
  readonly onClose: () => void;
}

/** One message as sent; it takes the focus, and returns it when closed. */
function MessageText({ message, number, onClose }: MessageTextProps): ReactNode {
  const t = useTranslations("web.calls.ladder");
  const title = t("message", { number, what: message.label });
  return (
    <section className="card grid min-w-0 content-start gap-2 self-start p-4 xl:sticky xl:top-[calc(var(--bar)+16px)]">
      <div className="flex items-start justify-between gap-3">
        <h3 key={message.sequence} ref={focus} tabIndex={-1} className="min-w-0 break-words">
          {title}
        </h3>
        <button type="button" className="button button-small button-quiet" aria-label={t("close")} onClick={onClose}>
          <Icon name="close" size={16} />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reachable by keyboard */}
      <section className="max-h-[70vh] overflow-auto" tabIndex={0} aria-label={title}>
        <pre className="text-tiny">{message.text}</pre>
      </section>
    </section>
  );
}

function focus(heading: HTMLElement | null): void {
  heading?.focus();
}

function MessageTable({ trace }: { readonly trace: CallTrace }): ReactNode {
  const t = useTranslations("web.calls.ladder");
  const sound = useTranslations("web.calls.sound");
  const locale = useLocale();
  const nameOf = (end: string): string => (end === OWN ? t("own") : end);
  const columns: readonly Column<TracedMessage>[] = [
    {
      id: "time",
      header: t("time"),
      cell: (row) => (
        <span className="whitespace-nowrap tabular-nums">
          {timeOfDay(row.at, trace.timeZone, locale)} (+
          {sound("ms", { value: figure(row.offsetMs, locale, MS_DECIMALS) })})
        </span>
      ),
    },
    {
      id: "what",
      header: t("what"),
      cell: (row) => (
        <>
          <span className="font-semibold">{row.label}</span>
          {row.isRepeated ? ` (${t("repeated")})` : ""}
        </>
      ),
    },
    { id: "from", header: t("from"), look: "letters", cell: (row) => nameOf(endsOf(row).from) },
    { id: "to", header: t("to"), look: "letters", cell: (row) => nameOf(endsOf(row).to) },
    { id: "cseq", header: "CSeq", cell: (row) => row.cseq },
    { id: "transport", header: t("transport"), cell: (row) => row.transport.toUpperCase() },
  ];
  return <DataTable caption={t("table")} columns={columns} rows={trace.items} rowId={(row) => String(row.sequence)} />;
}
