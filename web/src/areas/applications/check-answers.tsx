/** Check of the answers: pre-check results, the application as it will be sent, and the submit button. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { preCheckQuery } from "../../data/queries.ts";
import type { Application, Finding } from "../../data/types.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Countdown } from "../../parts/countdown.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Kbli } from "../../parts/kbli.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { displayCode } from "../../words/code-block.ts";
import { type PartName, partsOf } from "./application-form.ts";
import { useCommand } from "./command.ts";
import { LegalBasis } from "./legal-basis.tsx";
import { RevocationFacts } from "./revocation-facts.tsx";
import { OldToNew } from "./side-by-side.tsx";
import { UsageTable } from "./usage-table.tsx";

const PART_OF_PLACE: { readonly [place: string]: PartName } = {
  kbli: "service",
  service: "service",
  numberKind: "service",
  code: "number",
  purpose: "purpose",
  letter: "letter",
  declaration: "declaration",
  newService: "newService",
  basis: "basis",
  usageReport: "usage",
  userLetter: "user",
  decree: "earlier",
  newValues: "values",
  licences: "papers",
  citation: "papers",
  reason: "reason",
};

function FindingCard({ finding, id }: { readonly finding: Finding; readonly id: string }): ReactNode {
  const t = useTranslations("web.application");
  const part = PART_OF_PLACE[finding.place];
  return (
    <li className="card tone-wait border-l-[6px] border-l-[var(--tone)] p-4">
      <p className="text-small font-semibold text-soft">{t(`place.${finding.place as "kbli"}`)}</p>
      <p className="font-semibold">{finding.message}</p>
      {finding.remedy === null || finding.remedy === "" ? null : (
        <p className="mt-1">
          <span className="text-soft">{t("remedy")}</span> {finding.remedy}
        </p>
      )}
      {finding.rule === null ? null : <RuleNote rule={finding.rule} />}
      {part === undefined ? null : (
        <Link to="/permohonan/$id" params={{ id }} search={{ part }} className="button button-small mt-3">
          {t("goThere")}
          <Icon name="right" size={16} />
        </Link>
      )}
    </li>
  );
}

function Findings({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const { data, error, refetch } = useQuery(preCheckQuery(application.id, application.version));
  if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={2} />;
  if (data.findings.length === 0)
    return (
      <Notice tone="good" title={t("nothingFound")}>
        {t("nothingFoundText")}
      </Notice>
    );
  return (
    <section aria-label={t("found", { count: data.findings.length })}>
      <h2 className="mb-3">{t("found", { count: data.findings.length })}</h2>
      <ul className="grid gap-3">
        {data.findings.map((finding) => (
          <FindingCard key={`${finding.code}${finding.accessCode}`} finding={finding} id={application.id} />
        ))}
      </ul>
    </section>
  );
}

type Row = readonly [string, ReactNode, PartName | null];

function FileLink({ file }: { readonly file: Application["letter"] }): ReactNode {
  return file === null ? (
    "–"
  ) : (
    <a href={`/api/files/${file.id}`} target="_blank" rel="noreferrer">
      {file.name}
    </a>
  );
}

function newServiceRows(
  { form, heldServices, organisation, basisFile }: Application,
  t: ReturnType<typeof useTranslations<"web.application">>,
): readonly Row[] {
  if (heldServices === null) return [];
  return [
    [t("newService"), form.newService || "–", "newService"],
    [t("heldServices"), heldServices.join(", "), null],
    ...(organisation.kind === "government"
      ? []
      : [[t("licenceFile"), <FileLink key="licence" file={basisFile} />, "newService"] satisfies Row]),
  ];
}

function additionalRows(
  { form, basisFile, userLetter, licences }: Application,
  t: ReturnType<typeof useTranslations<"web.application">>,
): readonly Row[] {
  const bases = { "": "–", decree: t("basisDecree"), licence: t("basisLicence") } as const;
  return [
    [t("basis"), bases[form.basis], "basis"],
    ...(form.basis === "licence" && licences.length > 0
      ? [[t("licenceOnRecord"), licences.map(({ number }) => number).join(", "), "basis"] satisfies Row]
      : []),
    ...(form.basis === "licence" && (licences.length === 0 || basisFile !== null)
      ? [[t("licenceFile"), <FileLink key="licence" file={basisFile} />, "basis"] satisfies Row]
      : []),
    [t("usageReport"), <UsageTable key="usage" rows={form.usageReport} />, "usage"],
    [t("userName"), form.userName === "" ? "–" : form.userName, "user"],
    [t("userLetter"), <FileLink key="user" file={userLetter} />, "user"],
  ];
}

function holderRows(
  application: Application,
  t: ReturnType<typeof useTranslations<"web.application">>,
): readonly Row[] {
  const { form, papers, decreeInForce } = application;
  const paper = (id: string | null) => <FileLink file={papers.find((one) => one.id === id) ?? null} />;
  const { change, return: giving } = form;
  const earlier = change?.earlier ?? giving?.earlier;
  if (earlier === undefined) return [];
  return [
    ...(decreeInForce === null
      ? [
          [t("earlier.title"), `${earlier.number || "–"} · ${earlier.date || "–"}`, "earlier"] satisfies Row,
          [t("earlier.file"), paper(earlier.fileId), "earlier"] satisfies Row,
        ]
      : [[t("earlier.ours"), decreeInForce.number, null] satisfies Row]),
    ...(change === null
      ? []
      : [
          [t("change.ground"), t(`change.grounds.${change.ground}.label`), "ground"] satisfies Row,
          [t("change.values"), <OldToNew key="values" application={application} />, "values"] satisfies Row,
          ...(change.ground === "rule"
            ? [[t("change.citation"), change.citation || "–", "papers"] satisfies Row]
            : [[t("change.licenceBefore"), paper(change.licenceBeforeFileId), "papers"] satisfies Row]),
          [t("change.licenceAfter"), paper(change.licenceAfterFileId), "papers"] satisfies Row,
        ]),
    ...(giving === null ? [] : [[t("giving.reason"), giving.reason || "–", "reason"] satisfies Row]),
  ];
}

/** The answers with edit links; read-only without `id`. */
export function Answers({ application, id }: { readonly application: Application; readonly id?: string }): ReactNode {
  const t = useTranslations("web.application");
  const parts = useTranslations("web.parts");
  const { form, organisation, letter } = application;
  const letterId = letter?.id ?? form.letterFileId;
  const all: readonly Row[] = [
    [t("kindLabel"), t(`kind.${application.kind}`), null],
    [
      t("company"),
      organisation.nib === null ? organisation.name : `${organisation.name} · NIB ${organisation.nib}`,
      null,
    ],
    [
      t("code"),
      form.code === "" ? "–" : displayCode(form.code),
      application.kind === "change" || application.kind === "return" ? null : "number",
    ],
    // A government body has no KBLI codes; the task given by its law is shown instead.
    organisation.kind === "government"
      ? [t("item.legal-basis"), <LegalBasis key="law" organisation={organisation} />, null]
      : [t("kbli"), <Kbli key="kbli" code={form.kbli} />, "service"],
    [t("service"), t("serviceName"), "service"],
    [t("numberKind"), t("numberKindName"), "service"],
    ...newServiceRows(application, t),
    [
      t("purpose"),
      form.purpose === "" ? (
        "–"
      ) : (
        <span key="purpose" className="whitespace-pre-line">
          {form.purpose}
        </span>
      ),
      "purpose",
    ],
    ...(application.kind === "additional" ? additionalRows(application, t) : []),
    ...holderRows(application, t),
    [
      t("letter"),
      letterId === null ? (
        "–"
      ) : (
        <a key="letter" href={`/api/files/${letterId}`} target="_blank" rel="noreferrer">
          {letter?.name ?? t("letterFile")}
        </a>
      ),
      "letter",
    ],
    [t("declarationShort"), form.declaration ? t("declared") : t("notDeclared"), "declaration"],
  ];
  const rows = all.filter(([, , part]) => part === null || partsOf(application).includes(part));
  if (application.form.revocation !== null) return <RevocationFacts application={application} />;
  return (
    <dl className="facts card px-5 py-1">
      {rows.map(([name, value, part]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
          {id === undefined || part === null ? null : (
            <dd>
              <Link to="/permohonan/$id" params={{ id }} search={{ part }}>
                {parts("change")}
                <span className="sr-only"> {name}</span>
              </Link>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

/** The last page before sending. */
export function CheckAnswers({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const parts = useTranslations("web.parts");
  const navigate = useNavigate();
  const command = useCommand(application);
  const { data } = useQuery(preCheckQuery(application.id, application.version));
  const name = application.state === "returned" ? "resubmit" : "submit";
  const clear = data !== undefined && data.findings.length === 0;
  // The update event of the submission may unmount this screen before the response arrives; the promise navigates to the confirmation in any case.
  const send = (): void =>
    void command.mutateAsync({ command: name }).then(
      () => navigate({ to: "/permohonan/$id", params: { id: application.id }, search: { part: "done" } }),
      () => undefined,
    );
  return (
    <Page
      title={t("part.check")}
      lead={t("partLead.check")}
      above={
        <div className="mb-4 flex items-center justify-between gap-3 text-small">
          <Link to="/permohonan/$id" params={{ id: application.id }} className="inline-flex items-center gap-1">
            <Icon name="left" size={16} />
            {t("allParts")}
          </Link>
          {application.hold === null ? null : <Countdown until={application.hold.heldUntil} />}
        </div>
      }
    >
      <div className="grid gap-7">
        {command.error === null ? null : <FailureNotice error={command.error} />}
        <Findings application={application} />
        <Answers application={application} id={application.id} />
        <div className="grid gap-2">
          <BusyButton
            type="button"
            className="button button-main justify-self-start"
            isBusy={command.isPending}
            disabled={!clear || !application.commands.includes(name)}
            onClick={send}
          >
            {command.isPending ? parts("working") : t(name)}
          </BusyButton>
          <p className="text-small text-soft">
            {clear ? t(application.hold === null ? "sendHintHeld" : "sendHint") : t("sendBlocked")}
          </p>
        </div>
      </div>
    </Page>
  );
}
