/** An overview of the flow, hours, queues and phones that answer each number, with a warning where calls are not answered. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting, Empty, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import { ModeBadge } from "./service-badges.tsx";
import { type AnsweringAnswer, type AnsweringRow, answeringQuery } from "./service-data.ts";

const GRAVE: ReadonlySet<string> = new Set(["number-off", "nobody-answers", "no-trunk"]);
const OPENINGS = {
  open: { shape: "disc", tone: "good" },
  closed: { shape: "ring", tone: "quiet" },
  dayOff: { shape: "half", tone: "wait" },
} as const;

function Warnings({ row }: { readonly row: AnsweringRow }): ReactNode {
  const t = useTranslations("web.service.answering");
  if (row.warnings.length === 0) {
    return (
      <p className="flex items-center gap-2 text-small">
        <Icon name="check" size={18} />
        {t("noWarning")}
      </p>
    );
  }
  const isGrave = row.warnings.some(({ warning }) => GRAVE.has(warning));
  return (
    <Notice tone={isGrave ? "bad" : "wait"}>
      <ul className="grid gap-1">
        {row.warnings.map(({ warning, queue }) => (
          <li key={`${warning} ${queue ?? ""}`}>{t(`warnings.${warning}`, { queue: queue ?? "" })}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="text-small text-soft">{name}</dt>
      <dd className="grid gap-1 break-words">{children}</dd>
    </div>
  );
}

function AnsweredBy({ row }: { readonly row: AnsweringRow }): ReactNode {
  const t = useTranslations("web.service.answering");
  const mayOpen = useMay("flow.manage");
  const { flow, by, phones, registered } = row;
  const rings = t("rings", { count: phones, registered });
  if (flow === null) return <p>{by === "nobody" && phones === 0 ? t("nothing") : rings}</p>;
  const words =
    flow.version === null ? t("draft", { name: flow.name }) : t("flow", { name: flow.name, version: flow.version });
  return (
    <>
      {mayOpen ? (
        <Link to="/layanan/alur/$id" params={{ id: flow.id }}>
          {words}
        </Link>
      ) : (
        <p>{words}</p>
      )}
      {flow.version === null ? <p className="text-small">{rings}</p> : null}
    </>
  );
}

function Hours({ row }: { readonly row: AnsweringRow }): ReactNode {
  const t = useTranslations("web.service.answering");
  const locale = useLocale();
  if (row.hours.length === 0) return <p>{t("always")}</p>;
  return row.hours.map(({ stepId, step, named, opening, changesAt, closedTo }) => {
    const at = changesAt === null ? "" : moment(changesAt, locale);
    const until = opening === "open" ? t("closesAt", { at }) : t("opensAt", { at });
    const closedWords =
      closedTo === null ? t("closedOpenWay") : t(`closedTo.${closedKind(closedTo.kind)}`, { step: closedTo.step });
    return (
      <div key={stepId} className="grid gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <span>{named ?? step}</span>
          <Badge {...OPENINGS[opening]}>{t(`openings.${opening}`)}</Badge>
        </p>
        {changesAt === null ? null : <p className="text-small">{until}</p>}
        <p className="text-small">{closedWords}</p>
      </div>
    );
  });
}

/** The kinds of closing treatment that have their own text. */
function closedKind(kind: string): "voicemail" | "hang-up" | "queue" | "transfer" | "callback" | "other" {
  return kind === "voicemail" || kind === "hang-up" || kind === "queue" || kind === "transfer" || kind === "callback"
    ? kind
    : "other";
}

function Queues({ row }: { readonly row: AnsweringRow }): ReactNode {
  const t = useTranslations("web.service.answering");
  if (row.queues.length === 0 && row.transfersTo.length === 0) return <p>{t("noQueue")}</p>;
  return (
    <>
      {row.queues.map(({ id, name, agents, atWork }) => (
        <p key={id}>{t("queue", { name, agents, atWork })}</p>
      ))}
      {row.transfersTo.map((number) => (
        <p key={number}>{t("transfer", { number })}</p>
      ))}
    </>
  );
}

function LastCall({ row }: { readonly row: AnsweringRow }): ReactNode {
  const t = useTranslations("web.service.answering");
  const locale = useLocale();
  const { lastCall } = row;
  if (lastCall === null) return <p>{t("neverCalled")}</p>;
  const { id, at, outcome, trunk } = lastCall;
  const params = { at: moment(at, locale), trunk: trunk ?? "–" };
  return (
    <Link to="/layanan/panggilan/$id" params={{ id }}>
      {t(outcome === "answered" ? "lastAnswered" : "lastMissed", params)}
    </Link>
  );
}

function AnsweringCard({ row }: { readonly row: AnsweringRow }): ReactNode {
  const t = useTranslations("web.service.answering");
  return (
    <li className="card grid content-start gap-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-title">{row.code}</h2>
        <ModeBadge mode={row.mode} />
      </div>
      {row.label === "" ? null : <p className="break-words">{row.label}</p>}
      <Warnings row={row} />
      <dl className="grid gap-4 sm:grid-cols-2">
        <Fact name={t("by")}>
          <AnsweredBy row={row} />
        </Fact>
        <Fact name={t("hours")}>
          <Hours row={row} />
        </Fact>
        <Fact name={t("reached")}>
          <Queues row={row} />
        </Fact>
        <Fact name={t("lastCall")}>
          <LastCall row={row} />
        </Fact>
      </dl>
    </li>
  );
}

function Trunks({ trunks }: Pick<AnsweringAnswer, "trunks">): ReactNode {
  const t = useTranslations("web.service.answering");
  return (
    <p className="mb-5 text-small break-words">
      <Link to="/layanan/sambungan">{t("trunks")}</Link>
      {": "}
      {trunks.length === 0
        ? t("noTrunks")
        : trunks
            .map(({ name, isOn, state }) =>
              t("trunk", {
                name,
                state: !isOn ? "off" : state === "down" ? "down" : state === "up" ? "up" : "unknown",
              }),
            )
            .join(" · ")}
    </p>
  );
}

/** The screen of what answers each number. */
export function AnsweringScreen(): ReactNode {
  const t = useTranslations("web.service.answering");
  const { data, error, refetch } = useQuery(answeringQuery);
  return (
    <Page width="working" title={t("title")} lead={t("lead")} back={{ to: "/layanan/nomor", text: t("back") }}>
      <Awaiting query={{ data, error, refetch }} lines={4} height={160} />
      {data === undefined ? null : <Trunks trunks={data.trunks} />}
      {data !== undefined && data.items.length === 0 ? <Empty title={t("empty")}>{t("emptyText")}</Empty> : null}
      <ul className="grid gap-4 xl:grid-cols-2">
        {(data?.items ?? []).map((row) => (
          <AnsweringCard key={row.code} row={row} />
        ))}
      </ul>
    </Page>
  );
}
