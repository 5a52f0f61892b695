/** Editor of named opening hours: their state at a selected time, the flows that use them, and earlier versions. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { OpeningHours } from "../../../../src/service/flows/ivr/contract.ts";
import { hoursFaults } from "../../../../src/service/flows/ivr/hours/hours-faults.shared.ts";
import { openingFrom } from "../../../../src/service/flows/ivr/hours/next-opening.shared.ts";
import { api, serverNowMs } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment, officeToday } from "../../words/dates.ts";
import { type NamedHoursWhole, namedHoursOfQuery } from "./flows-data.ts";
import { HoursFields, ZONE_NAMES } from "./hours-fields.tsx";
import { OpeningLine } from "./opening-line.tsx";
import { hoursLine } from "./step-words.ts";
import { useFlowWords } from "./use-flow-words.ts";

/** Indonesian time zones have no daylight saving time (Presidential Decree 41/1987). */
const OFFSETS = { "Asia/Jakarta": "+07:00", "Asia/Makassar": "+08:00", "Asia/Jayapura": "+09:00" } as const;
const NO_NAMES = { queues: [], hours: [], lists: [] };

/** The state of the edited hours now and at a selected time. */
function MomentPart({
  hours,
  daysOff,
}: {
  readonly hours: OpeningHours;
  readonly daysOff: NamedHoursWhole["daysOff"];
}) {
  const t = useTranslations("web.flows.named");
  const [date, setDate] = useState(() => officeToday(serverNowMs()));
  const [time, setTime] = useState("08:00");
  const chosenMs = Date.parse(`${date}T${time}:00${OFFSETS[hours.zone]}`);
  const at = (nowMs: number) => openingFrom(hours, { nowMs, daysOff });
  return (
    <section className="card grid content-start gap-4 p-5" aria-labelledby="moment-title">
      <h2 id="moment-title">{t("momentTitle")}</h2>
      <p className="text-small text-soft">{t("momentText")}</p>
      <div>
        <h3 className="field-label">{t("now")}</h3>
        <OpeningLine {...at(serverNowMs())} zone={hours.zone} />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <label className="grid gap-1">
          <span className="field-label">{t("date")}</span>
          <input type="date" className="input" value={date} onChange={(event) => setDate(event.target.value)} />
        </label>
        <label className="grid gap-1">
          <span className="field-label">{t("time", { zone: ZONE_NAMES[hours.zone] })}</span>
          <input type="time" className="input" value={time} onChange={(event) => setTime(event.target.value)} />
        </label>
      </div>
      <div aria-live="polite">
        {Number.isNaN(chosenMs) ? null : <OpeningLine {...at(chosenMs)} zone={hours.zone} />}
      </div>
    </section>
  );
}

function UsesPart({ uses }: { readonly uses: NamedHoursWhole["uses"] }): ReactNode {
  const t = useTranslations("web.flows.named");
  return (
    <section className="card grid content-start gap-3 p-5" aria-labelledby="uses-title">
      <h2 id="uses-title">{t("usesTitle")}</h2>
      {uses.length === 0 ? <p className="text-soft">{t("usesNone")}</p> : null}
      <ul className="grid gap-2">
        {uses.map(({ flowId, flow, isLive, numbers }) => (
          <li key={flowId} className="break-words">
            <Link to="/layanan/alur/$id" params={{ id: flowId }}>
              {flow}
            </Link>{" "}
            <span className="text-small text-soft">
              {!isLive
                ? t("useDraft")
                : numbers.length === 0
                  ? t("useLive")
                  : t("useAnswers", { numbers: numbers.join(", ") })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function VersionsPart({ versions }: { readonly versions: NamedHoursWhole["versions"] }): ReactNode {
  const t = useTranslations("web.flows.named");
  const locale = useLocale();
  const words = useFlowWords(NO_NAMES);
  return (
    <section className="card grid content-start gap-3 p-5" aria-labelledby="versions-title">
      <h2 id="versions-title">{t("versionsTitle")}</h2>
      <ol className="grid gap-3">
        {versions.map(({ number, savedAt, savedBy, hours }) => (
          <li key={number}>
            <p className="font-semibold">{t("version", { number: String(number) })}</p>
            <p className="text-small break-words">
              {hoursLine(hours, words)} {ZONE_NAMES[hours.zone]}
            </p>
            <p className="text-small text-soft">{t("savedBy", { who: savedBy, at: moment(savedAt, locale) })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function BackLink(): ReactNode {
  const t = useTranslations("web.flows.named");
  return (
    <Link to="/layanan/jam" className="mb-2 inline-flex items-center gap-1 text-small">
      <Icon name="left" size={16} />
      {t("title")}
    </Link>
  );
}

/** Confirmation before a change that closes hours which are open now. */
function ClosesDialog({
  isBusy,
  onYes,
  onClose,
}: {
  readonly isBusy: boolean;
  readonly onYes: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.flows.named");
  const parts = useTranslations("web.parts");
  return (
    <Dialog title={t("closesTitle")} onClose={onClose}>
      <div className="grid gap-5">
        <p className="max-w-[60ch]">{t("closesText")}</p>
        <div className="flex flex-wrap gap-2">
          <BusyButton type="button" className="button button-danger" isBusy={isBusy} onClick={onYes}>
            {t("closesYes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function Editing({ answer }: { readonly answer: NamedHoursWhole }): ReactNode {
  const t = useTranslations("web.flows.named");
  const parts = useTranslations("web.parts");
  const words = useFlowWords(NO_NAMES);
  const cache = useQueryClient();
  const [name, setName] = useState(answer.name);
  const [hours, setHours] = useState<OpeningHours>(answer.hours);
  // A background refetch does not change the version that the form is based on.
  const [version, setVersion] = useState(answer.version);
  const saving = useMutation({
    mutationFn: ({ closesNow }: { readonly closesNow: boolean }) => {
      const body = { name: name.trim(), hours: hours as never, closesNow };
      const path = { id: answer.id };
      return read<{ version: number }>(
        api.PUT("/api/service/hours/{id}", { params: { path }, body: { ...body, expectedVersion: version } }),
      );
    },
    onSuccess: async (done) => {
      setVersion(done.version);
      await cache.invalidateQueries({ queryKey: ["service"] });
    },
  });
  const asksToClose = saving.error !== null && problemOf(saving.error).code === "hours-close-now";
  const { lines, problem, faultOf, isFree } = useFormFaults(asksToClose ? null : saving.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : [];
    const unsound = hoursFaults(hours).map(({ field, rule, params }) => ({
      field,
      message: words.text(`flows.findings.${rule}.what`, { step: name, ...params }),
    }));
    if (isFree([...missing, ...unsound])) saving.mutate({ closesNow: false });
  };
  return (
    <Page width="working" title={answer.name} above={<BackLink />}>
      <div className="grid gap-5 lg:grid-cols-[1fr_minmax(300px,400px)]">
        <form noValidate className="card grid content-start gap-5 p-5" onSubmit={onSubmit}>
          <ErrorSummary lines={lines} problem={problem} />
          <TextField
            name="name"
            label={t("name")}
            hint={t("nameHint")}
            maxLength={80}
            error={faultOf("name")}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <HoursFields hours={hours} write={setHours} daysOff={answer.daysOff} />
          <div className="grid gap-3">
            <BusyButton type="submit" className="button button-main justify-self-start" isBusy={saving.isPending}>
              {t("save")}
            </BusyButton>
            <p className="text-small text-soft">{t("saveHint")}</p>
            <div role="status">{saving.isSuccess ? <Notice tone="good">{t("saved")}</Notice> : null}</div>
          </div>
        </form>
        <div className="grid content-start gap-5">
          <MomentPart hours={hours} daysOff={answer.daysOff} />
          <UsesPart uses={answer.uses} />
          <VersionsPart versions={answer.versions} />
        </div>
      </div>
      {asksToClose ? (
        <ClosesDialog
          isBusy={saving.isPending}
          onYes={() => saving.mutate({ closesNow: true })}
          onClose={() => saving.reset()}
        />
      ) : null}
    </Page>
  );
}

/** The screen of one set of named hours. */
export function NamedHoursEditor(): ReactNode {
  const t = useTranslations("web.flows.named");
  const { id } = useParams({ from: "/layanan/jam/$id" });
  const { data, error, refetch } = useQuery(namedHoursOfQuery(id));
  if (data === undefined) {
    return (
      <Page width="working" title={t("title")} above={<BackLink />}>
        {error === null ? <Awaiting query={{ data, error, refetch }} lines={6} /> : <FailureNotice error={error} />}
      </Page>
    );
  }
  return <Editing key={id} answer={data} />;
}
