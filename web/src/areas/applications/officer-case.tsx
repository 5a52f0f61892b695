/** The officer's view of a case: items to check beside the letter, and the actions that the server permits. */
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Application, CheckItem } from "../../data/types.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ApplicationBadge } from "../../parts/case-badges.tsx";
import { Document } from "../../parts/document.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PromisePanel } from "../../parts/promise.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { displayCode } from "../../words/code-block.ts";
import { OssPanel } from "../oss/oss-panel.tsx";
import { DecreeCard } from "./applicant-case.tsx";
import { CaseTimeline } from "./case-timeline.tsx";
import { Answers } from "./check-answers.tsx";
import { useCommand } from "./command.ts";
import { CaseDocuments, heldCodeItems } from "./held-code-items.tsx";
import { LegalBasis } from "./legal-basis.tsx";
import { OfficerActions } from "./officer-actions.tsx";
import { ReceiptsCard } from "./receipts-card.tsx";
import { UsageTable } from "./usage-table.tsx";

const VERDICT_STYLES = {
  open: { shape: "ring", tone: "quiet" },
  accepted: { shape: "tick", tone: "good" },
  returned: { shape: "triangle", tone: "wait" },
} as const;

function shownOf(application: Application, key: string): ReactNode {
  const { organisation, form, letter, basisFile, userLetter, licences } = application;
  const onRecord = form.basis === "licence" ? licences.map(({ number }) => number) : [];
  const shown: { readonly [key: string]: ReactNode } = {
    nib: `${organisation.nib ?? "–"} · ${organisation.name}`,
    "legal-basis": <LegalBasis organisation={organisation} />,
    basis:
      form.basis === "decree" ? (
        <HeldDecrees form={form} />
      ) : (
        [basisFile?.name ?? [], onRecord].flat().join(", ") || "–"
      ),
    "new-service": <NewService application={application} />,
    "usage-report": <UsageTable rows={form.usageReport} />,
    "user-letter": `${form.userName} · ${userLetter?.name ?? "–"}`,
    npwp: organisation.npwp,
    letter: letter?.name ?? "–",
    ...heldCodeItems(application),
    code: (
      <Link to="/nomor/$code" params={{ code: form.code }}>
        {displayCode(form.code)}
      </Link>
    ),
  };
  return shown[key] ?? null;
}

/** The new service of a code holder, above the services that already have codes. */
function NewService({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  return (
    <>
      <strong>{application.form.newService || "–"}</strong>
      <span className="block text-small text-soft">
        {t("heldServices")}: {(application.heldServices ?? []).join(", ")}
      </span>
      <span className="block text-small text-soft">{t("newServiceWhy")}</span>
    </>
  );
}

/** Codes and decrees listed in the usage report; the page of a code shows the recorded data. */
function HeldDecrees({ form }: Pick<Application, "form">): ReactNode {
  return (
    <ul>
      {form.usageReport.map(({ code, decree }) => (
        <li key={code}>
          <Link to="/nomor/$code" params={{ code }}>
            {displayCode(code)}
          </Link>{" "}
          {decree}
        </li>
      ))}
    </ul>
  );
}

function ReturnForm({
  item,
  onReturn,
  onCancel,
  working,
}: {
  readonly item: CheckItem;
  readonly onReturn: (note: string, remedy: string) => void;
  readonly onCancel: () => void;
  readonly working: boolean;
}): ReactNode {
  const t = useTranslations("web.desk");
  const [note, setNote] = useState(item.note ?? "");
  const [remedy, setRemedy] = useState(item.remedy ?? "");
  return (
    <form
      className="mt-3 grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onReturn(note.trim(), remedy.trim());
      }}
    >
      <label className="grid gap-1">
        <span className="text-small font-semibold">{t("note")}</span>
        <textarea className="input" rows={2} required value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <label className="grid gap-1">
        <span className="text-small font-semibold">{t("remedy")}</span>
        <textarea
          className="input"
          rows={2}
          required
          value={remedy}
          onChange={(event) => setRemedy(event.target.value)}
        />
      </label>
      <div className="flex gap-2">
        <BusyButton type="submit" className="button button-danger button-small" isBusy={working}>
          {t("returnItem")}
        </BusyButton>
        <button type="button" className="button button-small" onClick={onCancel}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}

function Item({ application, item }: { readonly application: Application; readonly item: CheckItem }): ReactNode {
  const t = useTranslations("web.desk");
  const words = useTranslations("web.application");
  const command = useCommand(application);
  const [returning, setReturning] = useState(false);
  const mayCheck = application.commands.includes("check-item");
  const declared = application.form.declaration ? words("declared") : words("notDeclared");
  const check = (verdict: "accepted" | "returned", note = "", remedy = ""): void =>
    command.mutate(
      { command: "check-item", key: item.key, verdict, note, remedy },
      { onSuccess: () => setReturning(false) },
    );
  return (
    <li className="px-5 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="font-semibold">
            {words.has(`item.${item.key as "nib"}`) ? words(`item.${item.key as "nib"}`) : item.key}
          </p>
          <div className="break-words">{item.key === "declaration" ? declared : shownOf(application, item.key)}</div>
        </div>
        <Badge {...VERDICT_STYLES[item.verdict]}>{t(`verdict.${item.verdict}`)}</Badge>
      </div>
      {item.note === null || item.note === "" ? null : (
        <p className="mt-1 text-small">
          {item.note}
          {item.remedy ? <span className="block text-soft">{item.remedy}</span> : null}
        </p>
      )}
      {item.rule === null ? null : <RuleNote rule={item.rule} />}
      {command.error === null ? null : <FailureNotice error={command.error} />}
      {mayCheck && !returning ? (
        <div className="mt-3 flex gap-2">
          <BusyButton
            type="button"
            className="button button-small"
            aria-pressed={item.verdict === "accepted"}
            isBusy={command.isPending}
            onClick={() => check("accepted")}
          >
            <Icon name="check" size={16} />
            {t("acceptItem")}
          </BusyButton>
          <button type="button" className="button button-small" onClick={() => setReturning(true)}>
            {t("returnItemAsk")}
          </button>
        </div>
      ) : null}
      {returning ? (
        <ReturnForm
          item={item}
          working={command.isPending}
          onReturn={(note, remedy) => check("returned", note, remedy)}
          onCancel={() => setReturning(false)}
        />
      ) : null}
    </li>
  );
}

/** Whether documents are shown beside the items; a revocation without evidence has none. */
const hasDocuments = ({ kind, papers }: Application): boolean =>
  kind === "new" || kind === "additional" || papers.length > 0;

/** The documents of the case, one at a time beside the items. */
function Documents({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.desk");
  const { letter, userLetter, basisFile, form } = application;
  const [shown, setShown] = useState<string | null>(null);
  if (application.kind === "new" && basisFile === null)
    return <Document fileId={form.letterFileId} title={t("letter")} />;
  if (application.papers.length > 0) return <CaseDocuments application={application} />;
  const files = [
    { file: userLetter, title: t("userLetter") },
    { file: basisFile, title: t("licence") },
    { file: letter, title: t("letter") },
  ].filter(({ file }) => file !== null);
  const chosen = files.find(({ file }) => file?.id === shown) ?? files[0];
  return (
    <div className="grid min-w-0 gap-3">
      {files.length < 2 ? null : (
        <div className="flex flex-wrap gap-2">
          {files.map(({ file, title }) => (
            <button
              key={title}
              type="button"
              className="button button-small"
              aria-pressed={file?.id === chosen?.file?.id}
              onClick={() => setShown(file?.id ?? null)}
            >
              {title}
            </button>
          ))}
        </div>
      )}
      <Document fileId={chosen?.file?.id ?? null} title={chosen?.title ?? t("userLetter")} />
    </div>
  );
}

/** The officer's view. */
export function OfficerCase({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.desk");
  const open = application.items.filter((item) => item.verdict === "open").length;
  return (
    <Page
      width="working"
      title={application.number ?? application.form.code}
      back={{ to: "/tugas", text: t("toQueue") }}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <ApplicationBadge state={application.state} />
          <span>{t(`kind.${application.kind}`)}</span>
          <strong className="text-ink">{displayCode(application.form.code)}</strong>
          <span>{application.organisation.name}</span>
          <span className="text-small">{t("ruleVersion", { version: application.ruleVersion })}</span>
        </span>
      }
    >
      <div
        className={`grid items-start gap-6 ${hasDocuments(application) ? "xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]" : "max-w-[960px]"}`}
      >
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6">
          <OfficerActions application={application} />
          <DecreeCard application={application} />
          <section className="card" aria-labelledby="items">
            <h2 id="items" className="flex justify-between border-b border-line px-5 py-3 text-lead">
              {t("items")}
              <span className="text-small font-normal text-soft">{t("openItems", { count: open })}</span>
            </h2>
            <ul className="divide-y divide-line">
              {application.items.map((item) => (
                <Item key={item.key} application={application} item={item} />
              ))}
            </ul>
          </section>
          {application.promise === null ? null : <PromisePanel promise={application.promise} reader="officer" />}
          <section className="grid gap-3" aria-labelledby="filled">
            <h2 id="filled" className="text-lead">
              {t("filledIn")}
            </h2>
            <Answers application={application} />
          </section>
          {application.kind === "new" || application.kind === "additional" ? (
            <OssPanel applicationId={application.id} audience="officer" />
          ) : null}
          <ReceiptsCard application={application} />
          <CaseTimeline application={application} />
        </div>
        {hasDocuments(application) ? <Documents application={application} /> : null}
      </div>
    </Page>
  );
}
