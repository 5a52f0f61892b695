/** The applicant's view of a draft or returned application: its parts, one page each, and the check at the end. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { myOrganisationsQuery } from "../../data/queries.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import type { Application } from "../../data/types.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ApplicationBadge } from "../../parts/case-badges.tsx";
import { Countdown } from "../../parts/countdown.tsx";
import { CheckField, ErrorSummary, SelectField, TextArea } from "../../parts/fields.tsx";
import { FileField } from "../../parts/file-field.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PromisePanel } from "../../parts/promise.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { displayCode } from "../../words/code-block.ts";
import { longDate } from "../../words/dates.ts";
import { OssPanel } from "../oss/oss-panel.tsx";
import { BasisPart, NewServicePart, UsagePart, UserPart } from "./additional-parts.tsx";
import {
  CALL_CENTRE,
  itemsOfPart,
  type PartName,
  type PartState,
  partState,
  partsOf,
  useApplicationForm,
} from "./application-form.ts";
import { CaseTimeline } from "./case-timeline.tsx";
import { CheckAnswers } from "./check-answers.tsx";

import { HeldCodeCard, HolderPart, isHolderPart } from "./holder-parts.tsx";

import { ReceiptsCard } from "./receipts-card.tsx";

import { WithdrawApplication } from "./withdraw.tsx";

const PART_STYLES = {
  empty: { shape: "ring", tone: "quiet" },
  begun: { shape: "half", tone: "info" },
  mend: { shape: "triangle", tone: "wait" },
  done: { shape: "tick", tone: "good" },
} as const satisfies Record<PartState, object>;

function TaskList({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const ready = partsOf(application).every((part) => partState(application, part) === "done");
  return (
    <ol className="card divide-y divide-line">
      {partsOf(application).map((part) => {
        const state = partState(application, part);
        return (
          <li key={part} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 py-3.5">
            <Link to="/permohonan/$id" params={{ id: application.id }} search={{ part }} className="font-semibold">
              {t(`part.${part}`)}
            </Link>
            <Badge {...PART_STYLES[state]}>{t(`partState.${state}`)}</Badge>
          </li>
        );
      })}
      <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 py-3.5">
        <Link
          to="/permohonan/$id"
          params={{ id: application.id }}
          search={{ part: "check" }}
          className={ready ? "button button-main" : "font-semibold"}
        >
          {t("part.check")}
        </Link>
        {ready ? null : <span className="text-small text-soft">{t("checkAnyTime")}</span>}
      </li>
    </ol>
  );
}

function ReturnedItems({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const locale = useLocale();
  const returned = application.items.filter((item) => item.verdict === "returned");
  if (application.state !== "returned" || returned.length === 0) return null;
  return (
    <Notice tone="wait" title={t("returnedTitle")}>
      <ul className="mt-2 grid gap-3">
        {returned.map((item) => (
          <li key={item.key}>
            <strong>{t(`item.${item.key as "nib"}`)}:</strong> {item.note}
            {item.remedy === null || item.remedy === "" ? null : (
              <p>
                <span className="text-soft">{t("remedy")}</span> {item.remedy}
              </p>
            )}
          </li>
        ))}
      </ul>
      {application.repairUntil === null ? null : (
        <div className="mt-4">
          <p className="font-semibold">{t("repairUntilTitle", { date: longDate(application.repairUntil, locale) })}</p>
          <p>{t("repairUntilText")}</p>
          {application.repairRule === null ? null : <RuleNote rule={application.repairRule} />}
        </div>
      )}
    </Notice>
  );
}

/** The held code and its countdown; after the hold has expired, a button to hold it again. */
function HoldCard({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const { hold, form } = application;
  return (
    <div
      className={`card flex flex-wrap items-center justify-between gap-4 p-5 ${hold === null && application.state === "draft" ? "tone-wait border-[var(--tone)]" : ""}`}
    >
      <div>
        <p className="text-small text-soft">{t("yourNumber")}</p>
        <p className="text-[1.75rem] leading-tight font-semibold tracking-[0.03em]">
          {form.code === "" ? "–" : displayCode(form.code)}
        </p>
      </div>
      {hold === null ? null : (
        <p className="text-right">
          <span className="block text-small text-soft">{t("heldUntil")}</span>
          <Countdown until={hold.heldUntil} />
        </p>
      )}
      {hold === null && application.state === "draft" ? (
        <div className="grid gap-2">
          <p className="font-semibold">{form.code === "" ? t("codeNotChosen") : t("holdEnded")}</p>
          <Link to="/nomor" search={form.code === "" ? {} : { code: form.code }} className="button">
            {form.code === "" ? t("chooseCode") : t("takeAgain")}
          </Link>
        </div>
      ) : null}
    </div>
  );
}

interface PartProps {
  readonly application: Application;
  readonly part: PartName;
}

function PartFields({
  application,
  part,
  handle,
}: PartProps & { readonly handle: ReturnType<typeof useApplicationForm> }): ReactNode {
  const t = useTranslations("web.application");
  const { form, change } = handle;
  const organisations = useQuery(myOrganisationsQuery);
  const kbli = organisations.data?.items.find((one) => one.id === application.organisation.id)?.kbli ?? [];
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  if (part === "number") return <HoldCard application={application} />;
  if (part === "newService") return <NewServicePart application={application} form={form} change={change} />;
  if (part === "basis") return <BasisPart application={application} form={form} change={change} />;
  if (part === "usage") return <UsagePart application={application} form={form} change={change} />;
  if (isHolderPart(part)) return <HolderPart application={application} form={form} change={change} part={part} />;
  if (part === "user") return <UserPart application={application} form={form} change={change} />;
  if (part === "service") {
    return (
      <div className="grid gap-5">
        {application.organisation.kind === "government" ? null : (
          <SelectField
            name="kbli"
            label={t("kbli")}
            hint={t("kbliHint")}
            value={form.kbli}
            onChange={(event) => change({ kbli: event.target.value })}
          >
            {kbli.some((line) => line.code === form.kbli) ? null : <option value={form.kbli}>{form.kbli}</option>}
            {kbli.map((line) => (
              <option key={line.code} value={line.code}>
                {line.code} – {line.title}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField
          name="service"
          label={t("service")}
          value={form.service}
          onChange={(event) => change({ service: event.target.value })}
        >
          <option value={CALL_CENTRE.service}>{t("serviceName")}</option>
        </SelectField>
        <SelectField
          name="numberKind"
          label={t("numberKind")}
          value={form.numberKind}
          onChange={(event) => change({ numberKind: event.target.value })}
        >
          <option value={CALL_CENTRE.numberKind}>{t("numberKindName")}</option>
        </SelectField>
      </div>
    );
  }
  if (part === "purpose") {
    return (
      <TextArea
        name="purpose"
        label={t("purpose")}
        hint={t("purposeHint")}
        rows={7}
        maxLength={2000}
        value={form.purpose}
        onChange={(event) => change({ purpose: event.target.value })}
      />
    );
  }
  if (part === "letter") {
    const kept =
      form.letterFileId === null
        ? null
        : application.letter?.id === form.letterFileId
          ? application.letter
          : { id: form.letterFileId, name: t("letterFile"), bytes: 0 };
    return (
      <FileField
        name="letter"
        label={t("letter")}
        hint={t("letterHint")}
        format={application.organisation.kind === "government" ? "surat-instansi" : "permohonan-nomor"}
        purpose="letter"
        megabytesMax={megabytesMax}
        value={kept}
        onChange={(file) => change({ letterFileId: file.id })}
      />
    );
  }
  return (
    <CheckField
      name="declaration"
      label={t("declaration")}
      checked={form.declaration}
      onChange={(event) => change({ declaration: event.target.checked })}
    />
  );
}

function PartPage({ application, part }: PartProps): ReactNode {
  const t = useTranslations("web.application");
  const parts = useTranslations("web.parts");
  const navigate = useNavigate();
  const handle = useApplicationForm(application);
  const order = partsOf(application);
  const next = order[order.indexOf(part) + 1] ?? "check";
  const go = (to: string | undefined): void =>
    void navigate({
      to: "/permohonan/$id",
      params: { id: application.id },
      search: to === undefined ? {} : { part: to },
    });
  const item = application.items.find((one) => one.verdict === "returned" && itemsOfPart(part).includes(one.key));
  return (
    <Page
      key={part}
      title={t(`part.${part}`)}
      lead={t(`partLead.${part}`)}
      above={
        <div className="mb-4 flex items-center justify-between gap-3 text-small text-soft">
          <button type="button" className="button button-quiet -ml-2.5" onClick={() => go(undefined)}>
            <Icon name="left" size={16} />
            {t("allParts")}
          </button>
          {application.hold === null ? null : <Countdown until={application.hold.heldUntil} />}
        </div>
      }
    >
      {handle.error === null ? null : <ErrorSummaryOf error={handle.error} />}
      {item === undefined ? null : (
        <div className="mb-5">
          <Notice tone="wait" title={item.note ?? t("returnedTitle")}>
            {item.remedy}
          </Notice>
        </div>
      )}
      <form
        className="grid gap-7"
        onSubmit={(event) => {
          event.preventDefault();
          handle.save(() => go(next));
        }}
      >
        <PartFields application={application} part={part} handle={handle} />
        <div className="flex flex-wrap gap-3">
          <BusyButton type="submit" className="button button-main" isBusy={handle.saving}>
            {handle.saving ? parts("working") : t("saveContinue")}
          </BusyButton>
        </div>
      </form>
      <p className="mt-8 text-small text-faint">{parts("draftKept")}</p>
    </Page>
  );
}

function ErrorSummaryOf({ error }: { readonly error: Error }): ReactNode {
  return (
    <div className="mb-5">
      <ErrorSummary lines={[]} />
      <FailureNotice error={error} />
    </div>
  );
}

function Parts({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  return (
    <Page
      title={
        application.form.code === "" ? t("draftNoCode") : t("draftTitle", { code: displayCode(application.form.code) })
      }
      lead={
        <span className="flex flex-wrap items-center gap-3">
          <ApplicationBadge state={application.state} />
          <span>{t(`kind.${application.kind}`)}</span>
          <span className="min-w-0 break-words">{application.organisation.name}</span>
        </span>
      }
    >
      <div className="grid gap-6">
        <ReturnedItems application={application} />
        {application.form.change === null && application.form.return === null ? (
          <HoldCard application={application} />
        ) : (
          <HeldCodeCard application={application} />
        )}
        <TaskList application={application} />
        {application.kind === "new" || application.kind === "additional" ? (
          <OssPanel applicationId={application.id} audience="applicant" />
        ) : null}
        {application.promise === null ? null : <PromisePanel promise={application.promise} reader="applicant" />}
        <ReceiptsCard application={application} />
        {application.state === "draft" ? null : <CaseTimeline application={application} />}
        {application.commands.includes("withdraw") ? <WithdrawApplication application={application} /> : null}
      </div>
    </Page>
  );
}

/** The applicant's view while the form can be edited. */
export function ApplicantDraft({
  application,
  part,
}: {
  readonly application: Application;
  readonly part: string | undefined;
}): ReactNode {
  if (part === "check") return <CheckAnswers application={application} />;
  const known = partsOf(application).find((one) => one === part);
  return known === undefined ? (
    <Parts application={application} />
  ) : (
    <PartPage key={known} application={application} part={known} />
  );
}
