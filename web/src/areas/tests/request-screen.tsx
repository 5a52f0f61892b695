/** Requests an operational test: method and its rule, date, place, letter and integrity pact. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { addressOf, api } from "../../data/client.ts";
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { CheckField, ErrorSummary, type SummaryLine, TextArea, TextField } from "../../parts/fields.tsx";
import { FileField, type UploadedFile } from "../../parts/file-field.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { NotFoundScreen } from "../../shell/endings.tsx";
import { DayPicker } from "./day-picker.tsx";
import { LetterRead } from "./letter.tsx";
import { useRefusalText } from "./refusal-text.ts";
import { ruleOf } from "./rule-of.ts";
import { letterQuery, offerQuery, testQuery } from "./test-data.ts";
import type { NewTest, Test, TestOffer } from "./test-types.ts";

/** The requirement with the template of the letter. */
const LETTER = "D14";

interface Draft {
  readonly wishedDate: string;
  readonly wantsSelf: boolean;
  readonly because: string;
  readonly place: string;
  readonly name: string;
  readonly phone: string;
  readonly letter: UploadedFile | null;
}

const firstDraft = (offer: TestOffer): Draft => ({
  wishedDate: "",
  wantsSelf: false,
  because: "",
  place: offer.places[0] ?? "",
  name: "",
  phone: "",
  letter: null,
});

const FIELDS = [
  "wishedDate",
  "because",
  "place",
  "contact.name",
  "contact.phone",
  "letterFileId",
  "pactAccepted",
] as const;
type FieldName = (typeof FIELDS)[number];

/** Missing fields, checked before the request is sent. */
function missing(
  draft: Draft,
  { pact, isUnfit }: { readonly pact: boolean; readonly isUnfit: boolean },
): readonly FieldName[] {
  const wanting: Readonly<Record<FieldName, boolean>> = {
    wishedDate: draft.wishedDate === "",
    because: draft.wantsSelf && draft.because.trim() === "",
    place: draft.place.trim() === "",
    "contact.name": draft.name.trim() === "",
    "contact.phone": draft.phone.trim() === "",
    letterFileId: draft.letter === null || isUnfit,
    pactAccepted: !pact,
  };
  return FIELDS.filter((field) => wanting[field]);
}

interface PartProps {
  readonly offer: TestOffer;
  readonly draft: Draft;
  readonly errorOf: (field: FieldName) => string | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
}

function MethodPart({ offer, draft, errorOf, onChange }: PartProps): ReactNode {
  const t = useTranslations("web.test.request");
  const isAllowed = offer.selfTest === "by-rule";
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="method">
      <h2 id="method" className="text-lead">
        {t("methodTitle")}
      </h2>
      <div>
        <p className="max-w-[70ch]">{t(offer.method === "site" ? "methodSite" : "methodSelf")}</p>
        <RuleNote rule={ruleOf(offer.methodRule)} />
      </div>
      {offer.method === "self" ? null : (
        <CheckField
          name="wantsSelf"
          label={t(isAllowed ? "wantSelfByRule" : "wantSelf")}
          checked={draft.wantsSelf}
          onChange={(event) => onChange({ wantsSelf: event.currentTarget.checked })}
        />
      )}
      {draft.wantsSelf ? (
        <TextArea
          name="because"
          label={t("because")}
          hint={t(isAllowed ? "becauseHintByRule" : "becauseHint")}
          rows={3}
          maxLength={2000}
          error={errorOf("because")}
          value={draft.because}
          onChange={(event) => onChange({ because: event.currentTarget.value })}
        />
      ) : null}
    </section>
  );
}

function PlacePart({ offer, draft, errorOf, onChange }: PartProps): ReactNode {
  const t = useTranslations("web.test.request");
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="where">
      <h2 id="where" className="text-lead">
        {t("whereTitle")}
      </h2>
      <TextArea
        name="place"
        label={t("place")}
        hint={t("placeHint")}
        rows={2}
        maxLength={500}
        error={errorOf("place")}
        value={draft.place}
        onChange={(event) => onChange({ place: event.currentTarget.value })}
      />
      {offer.places.length < 2 ? null : (
        <p className="flex flex-wrap items-center gap-2 text-small">
          {t("places")}
          {offer.places.map((place) => (
            <button key={place} type="button" className="button button-small" onClick={() => onChange({ place })}>
              {place}
            </button>
          ))}
        </p>
      )}
      <TextField
        name="contact.name"
        label={t("contactName")}
        hint={t("contactHint")}
        maxLength={100}
        autoComplete="name"
        error={errorOf("contact.name")}
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextField
        name="contact.phone"
        type="tel"
        label={t("contactPhone")}
        maxLength={30}
        autoComplete="tel"
        error={errorOf("contact.phone")}
        value={draft.phone}
        onChange={(event) => onChange({ phone: event.currentTarget.value })}
      />
    </section>
  );
}

function LetterPart({
  offer,
  draft,
  errorOf,
  onChange,
  licenceId,
}: PartProps & { readonly licenceId: string }): ReactNode {
  const t = useTranslations("web.test.request");
  const path = { id: licenceId, requirement: LETTER };
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="letter-title">
      <h2 id="letter-title" className="text-lead">
        {t("letterTitle")}
      </h2>
      <p className="max-w-[70ch]">{t("letterText")}</p>
      <p>
        <a
          download
          className="button"
          href={addressOf("/api/licences/{id}/templates/{requirement}", { path, query: { format: "pdf" } })}
        >
          <Icon name="file" size={18} />
          {t("letterTemplate")}
        </a>
      </p>
      <FileField
        name="letterFileId"
        label={t("letter")}
        purpose="test-paper"
        megabytesMax={offer.letterMegabytesMax}
        value={draft.letter}
        error={errorOf("letterFileId")}
        onChange={(letter) => onChange({ letter })}
      />
      {draft.letter === null ? null : <LetterRead licenceId={licenceId} fileId={draft.letter.id} />}
    </section>
  );
}

/** The original test of a re-test, and the items that need not be repeated. */
function Retest({ offer }: { readonly offer: TestOffer }): ReactNode {
  const t = useTranslations("web.test.request");
  if (offer.retestOf === null) return null;
  return (
    <Notice tone="info" title={t("retestTitle", { number: offer.retestOf.number })}>
      <p>{t("retestText", { count: offer.retestOf.items.length })}</p>
      <p className="mt-1">
        <Link to="/uji/$id" params={{ id: offer.retestOf.id }}>
          {t("retestLink")}
        </Link>
      </p>
    </Notice>
  );
}

const bodyOf = (draft: Draft, pactAccepted: boolean): NewTest => ({
  wishedDate: draft.wishedDate,
  selfTestBecause: draft.wantsSelf ? draft.because.trim() : null,
  pactAccepted,
  letterFileId: draft.letter?.id ?? "",
  place: draft.place.trim(),
  contact: { name: draft.name.trim(), phone: draft.phone.trim() },
});

/** Sends the request and navigates to the screen of the new test. */
function useTestRequest(licenceId: string, draftKey: string) {
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  return useMutation({
    mutationFn: (body: NewTest) =>
      read<Test>(api.POST("/api/licences/{id}/tests", { params: { path: { id: licenceId } }, body })),
    onSuccess: (test) => {
      dropDraft(draftKey);
      cache.setQueryData(testQuery(test.id).queryKey, test);
      void cache.invalidateQueries({ queryKey: ["tests"] });
      void cache.invalidateQueries({ queryKey: ["test-offer", licenceId] });
      void navigate({ to: "/uji/$id", params: { id: test.id } });
    },
    onError: () => void cache.invalidateQueries({ queryKey: ["test-calendar"] }),
  });
}

/** Whether a finding in the letter blocks the request. */
function useIsUnfit(licenceId: string, letter: UploadedFile | null): boolean {
  const { data } = useQuery({ ...letterQuery(licenceId, letter?.id ?? ""), enabled: letter !== null });
  return data?.findings.some(({ level }) => level === "blocks") ?? false;
}

function RequestForm({ licenceId, offer }: { readonly licenceId: string; readonly offer: TestOffer }): ReactNode {
  const t = useTranslations("web.test.request");
  const draftKey = `test-request.${licenceId}`;
  const [draft, setDraft] = useState(() => ({ ...firstDraft(offer), ...readDraft<Draft>(draftKey) }));
  // The integrity pact is not stored in the draft, because it must be accepted anew for each request.
  const [pact, setPact] = useState(false);
  const [wanting, setWanting] = useState<readonly FieldName[]>([]);
  const asking = useTestRequest(licenceId, draftKey);
  const isUnfit = useIsUnfit(licenceId, draft.letter);
  const problem = asking.error === null ? null : problemOf(asking.error);
  const change = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(draftKey, next);
  };
  const errorOf = (field: FieldName): string | undefined =>
    wanting.includes(field)
      ? t(`missing.${field === "letterFileId" && isUnfit ? "letter-unfit" : (field.replace(".", "-") as "place")}`)
      : problem?.fields.find(({ path }) => path === field)?.message;
  const lines: readonly SummaryLine[] = FIELDS.flatMap((field) => {
    const message = errorOf(field);
    return message === undefined ? [] : [{ field, message }];
  });
  const part = { offer, draft, errorOf, onChange: change };
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        const found = missing(draft, { pact, isUnfit });
        setWanting(found);
        if (found.length === 0) asking.mutate(bodyOf(draft, pact));
      }}
    >
      <ErrorSummary lines={lines} problem={problem} />
      <Retest offer={offer} />
      <MethodPart {...part} />
      <section className="card grid gap-4 p-5" id="wishedDate" tabIndex={-1}>
        <DayPicker
          label={t(draft.wantsSelf || offer.method === "self" ? "daySelf" : "day")}
          value={draft.wishedDate}
          error={errorOf("wishedDate")}
          onChange={(wishedDate) => change({ wishedDate })}
        />
        <RuleNote rule={ruleOf(offer.daysAheadRule)} />
      </section>
      <PlacePart {...part} />
      <LetterPart {...part} licenceId={licenceId} />
      <section className="card grid gap-4 p-5" aria-labelledby="pact">
        <h2 id="pact" className="text-lead">
          {t("pactTitle")}
        </h2>
        <p className="max-w-[70ch] text-soft">{t("pactText")}</p>
        <CheckField
          name="pactAccepted"
          label={t("pact")}
          checked={pact}
          error={errorOf("pactAccepted")}
          onChange={(event) => setPact(event.currentTarget.checked)}
        />
      </section>
      <div className="grid gap-3">
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={asking.isPending}>
          {t("send")}
        </BusyButton>
        <p className="max-w-[70ch] text-small text-soft">{t("after")}</p>
      </div>
    </form>
  );
}

/** The screen of `/izin/ID/uji`. */
export function RequestScreen(): ReactNode {
  const t = useTranslations("web.test.request");
  const { id } = useParams({ from: "/izin/$id/uji" });
  const { data: offer, error, refetch } = useQuery(offerQuery(id));
  const refusalText = useRefusalText();
  if (error !== null && offer === undefined) {
    if ([400, 403, 404].includes(problemOf(error).status)) return <NotFoundScreen />;
    return <FailureNotice error={error} onRetry={() => void refetch()} />;
  }
  if (offer === undefined) return <Loading lines={8} />;
  return (
    <Page title={t("title")} lead={t("lead")} back={{ to: "/izin/$id", params: { id }, text: t("toLicence") }}>
      {offer.refusal === null ? (
        <RequestForm licenceId={id} offer={offer} />
      ) : (
        <Notice tone="wait" title={t("mayNotTitle")}>
          <p>{refusalText(offer.refusal)}</p>
          {offer.openTestId === null ? null : (
            <p className="mt-3">
              <Link to="/uji/$id" params={{ id: offer.openTestId }} className="button button-main">
                {t("openTest")}
              </Link>
            </p>
          )}
        </Notice>
      )}
    </Page>
  );
}
