/** Random samples of contacts for evaluation: a new sample, earlier samples, and the contacts of one. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PER_AGENT_MAX } from "../../../../src/service/acd/quality/evaluation-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment, officeToday, shortDate } from "../../words/dates.ts";
import { callTime, lengthText } from "../calls/call-words.ts";
import { queuesQuery } from "../queues/queue-data.ts";
import { BeginDialog } from "./begin-evaluation.tsx";
import { EvaluationState } from "./evaluation-badges.tsx";
import { type Draw, type DrawRow, drawQuery, drawsQuery, EVALUATIONS_KEY } from "./evaluation-data.ts";
import { WayBack } from "./way-back.tsx";

const WEEK_MS = 7 * 86_400_000;

/** The screen of `/layanan/undian-penilaian`. */
export function DrawsScreen(): ReactNode {
  const t = useTranslations("web.evaluations");
  const { draw } = useSearch({ from: "/layanan/undian-penilaian" });
  const back = (
    <WayBack>
      <Link to="/layanan/penilaian">{t("back")}</Link>
    </WayBack>
  );
  return (
    <Page width="working" title={t("draws.title")} lead={t("draws.lead")} above={back}>
      <div className="grid gap-8">
        <NewDraw />
        {draw === undefined ? null : <Drawn id={draw} />}
        <Earlier />
      </div>
    </Page>
  );
}

interface DrawForm {
  readonly from: string;
  readonly to: string;
  readonly perAgent: string;
  readonly leastTalk: string;
  readonly queueId: string;
  readonly seed: string;
}

function initialDrawForm(): DrawForm {
  const nowMs = Date.now();
  const days = { from: officeToday(nowMs - WEEK_MS), to: officeToday(nowMs) };
  return { ...days, perAgent: "3", leastTalk: "30", queueId: "", seed: "" };
}

function NewDraw(): ReactNode {
  const t = useTranslations("web.evaluations.draws");
  const all = useTranslations("web.evaluations");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const queues = useQuery(queuesQuery);
  const [wish, setWish] = useState(initialDrawForm);
  const drawing = useMutation({
    mutationFn: ({ from, to, perAgent, leastTalk, queueId, seed }: DrawForm) =>
      read<{ id: string }>(
        api.POST("/api/service/evaluation-draws", {
          body: {
            from,
            to,
            seed,
            perAgent: Number(perAgent),
            leastTalkSeconds: Number(leastTalk),
            queueId: queueId === "" ? null : queueId,
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: EVALUATIONS_KEY });
      await navigate({ to: "/layanan/undian-penilaian", search: { draw: id } });
    },
  });
  const field = (name: keyof DrawForm) => ({
    name,
    value: wish[name],
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [name]: event.target.value }),
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    drawing.mutate(wish);
  };
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <div className="flex flex-wrap items-end gap-4">
        <TextField type="date" label={all("from")} {...field("from")} />
        <TextField type="date" label={all("to")} {...field("to")} />
        <TextField type="number" min={1} max={PER_AGENT_MAX} label={t("perAgent")} {...field("perAgent")} />
        <TextField type="number" min={0} max={3600} label={t("leastTalk")} {...field("leastTalk")} />
        <SelectField label={all("queue")} {...field("queueId")}>
          <option value="">{t("allQueues")}</option>
          {queues.data?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField label={t("seed")} hint={t("seedHint")} maxLength={64} {...field("seed")} />
      </div>
      {drawing.error === null ? null : <FailureNotice error={drawing.error} />}
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={drawing.isPending}>
        {drawing.isPending ? parts("working") : t("draw")}
      </BusyButton>
    </form>
  );
}

type Contact = Draw["contacts"][number];

function Drawn({ id }: { readonly id: string }): ReactNode {
  const t = useTranslations("web.evaluations.draws");
  const draw = useQuery(drawQuery(id));
  const [judged, setJudged] = useState<Contact | null>(null);
  const columns = useContactColumns(draw.data?.timeZone ?? "Asia/Jakarta", setJudged);
  return (
    <section className="grid gap-3" aria-labelledby="drawn">
      <h2 id="drawn">{t("drawnTitle")}</h2>
      <Awaiting query={draw} lines={4} />
      {draw.data === undefined ? null : (
        <>
          <p className="text-soft">
            {t("resultText", { picks: draw.data.picks, candidates: draw.data.candidates })} · {t("seedOf")}:{" "}
            <code className="break-all">{draw.data.seed}</code>
          </p>
          <DataTable
            caption={t("drawnTitle")}
            columns={columns}
            rows={draw.data.contacts}
            rowId={({ contactId, agentId }) => contactId + agentId}
          />
        </>
      )}
      {judged === null ? null : <BeginDialog contact={judged} onClose={() => setJudged(null)} />}
    </section>
  );
}

function useContactColumns(zone: string, judge: (contact: Contact) => void): readonly Column<Contact>[] {
  const t = useTranslations("web.evaluations");
  const locale = useLocale();
  const at = (row: Contact): string => callTime(row.answeredAt, zone, locale);
  return [
    { id: "agent", header: t("agent"), look: "strong-words", cell: (row) => row.agentName },
    {
      id: "at",
      header: t("answeredAt"),
      cell: (row) => (
        <Link to="/layanan/kontak/$id" params={{ id: row.contactId }} className="tabular-nums">
          {at(row)}
        </Link>
      ),
    },
    { id: "queue", header: t("queue"), look: "words", cell: (row) => row.queueName ?? "–" },
    { id: "talk", header: t("talk"), numeric: true, cell: (row) => lengthText(row.talkMs) },
    {
      id: "evaluations",
      header: t("draws.evaluations"),
      cell: (row) =>
        row.evaluations.length === 0 ? (
          <span className="text-soft">{t("draws.notYet")}</span>
        ) : (
          <ul className="grid gap-1">
            {row.evaluations.map(({ id, formName, state }) => (
              <li key={id} className="flex flex-wrap items-center gap-2">
                <Link to="/layanan/penilaian/$id" params={{ id }}>
                  {formName}
                </Link>
                <EvaluationState state={state} />
              </li>
            ))}
          </ul>
        ),
    },
    {
      id: "acts",
      header: "",
      actions: (row) => [
        {
          text: t("draws.judge"),
          label: t("draws.judgeOf", { agent: row.agentName, at: at(row) }),
          onPress: () => judge(row),
        },
      ],
    },
  ];
}

function Earlier(): ReactNode {
  const t = useTranslations("web.evaluations.draws");
  const all = useTranslations("web.evaluations");
  const locale = useLocale();
  const draws = useQuery(drawsQuery);
  const columns: readonly Column<DrawRow>[] = [
    {
      id: "when",
      header: t("when"),
      cell: (row) => (
        <Link
          to="/layanan/undian-penilaian"
          search={{ draw: row.id }}
          aria-label={t("showOf", { at: moment(row.madeAt, locale) })}
        >
          {moment(row.madeAt, locale)}
        </Link>
      ),
    },
    { id: "days", header: t("days"), cell: (row) => `${shortDate(row.from, locale)} – ${shortDate(row.to, locale)}` },
    { id: "queue", header: all("queue"), cell: (row) => row.queueName ?? t("allQueues") },
    {
      id: "result",
      header: t("result"),
      cell: (row) => t("resultText", { picks: row.picks, candidates: row.candidates }),
    },
    { id: "seed", header: t("seedOf"), cell: (row) => <code className="break-all">{row.seed}</code> },
    { id: "by", header: t("by"), look: "words", cell: (row) => row.madeByName },
  ];
  return (
    <section className="grid gap-3" aria-labelledby="earlier-draws">
      <h2 id="earlier-draws">{t("earlier")}</h2>
      <List
        query={draws}
        lines={3}
        caption={t("earlier")}
        columns={columns}
        empty={{ title: t("noneTitle"), text: t("noneText") }}
      />
    </section>
  );
}
