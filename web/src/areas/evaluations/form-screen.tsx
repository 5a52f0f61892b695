/** Editor of an evaluation form: sections and questions with their weights. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { FormSection } from "../../../../src/service/acd/quality/evaluation.shared.ts";
import {
  QUESTIONS_MAX,
  SECTIONS_MAX,
  TITLE_MAX,
} from "../../../../src/service/acd/quality/evaluation-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { EVALUATIONS_KEY, type EvaluationForm, formQuery } from "./evaluation-data.ts";
import { QuestionPart } from "./form-question.tsx";
import { WayBack } from "./way-back.tsx";

type Question = FormSection["questions"][number];

const newQuestion = (): Question => ({
  id: crypto.randomUUID(),
  text: "",
  kind: "scale",
  points: 5,
  weight: 1,
  mayNotApply: true,
  isFatal: false,
});

const newSection = (): FormSection => ({ id: crypto.randomUUID(), title: "", questions: [newQuestion()] });

/** The screen of `/layanan/formulir-penilaian/baru`. */
export function NewEvaluationFormScreen(): ReactNode {
  const t = useTranslations("web.evaluations.forms");
  return (
    <Frame title={t("newTitle")}>
      <FormEditor kept={undefined} />
    </Frame>
  );
}

/** The screen of `/layanan/formulir-penilaian/$id`. */
export function EvaluationFormScreen(): ReactNode {
  const t = useTranslations("web.evaluations.forms");
  const { id } = useParams({ from: "/layanan/formulir-penilaian/$id" });
  const form = useQuery(formQuery(id));
  return (
    <Frame title={form.data?.name ?? t("title")}>
      <Awaiting query={form} lines={6} />
      {form.data === undefined ? null : <FormEditor kept={form.data} />}
    </Frame>
  );
}

function Frame({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const t = useTranslations("web.evaluations");
  const back = (
    <WayBack>
      <Link to="/layanan/formulir-penilaian">{t("backForms")}</Link>
    </WayBack>
  );
  return (
    <Page title={title} lead={t("forms.formula")} above={back}>
      {children}
    </Page>
  );
}

function useKeeping(kept: EvaluationForm | undefined) {
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  return useMutation({
    mutationFn: async (body: { name: string; sections: FormSection[] }): Promise<unknown> => {
      if (kept === undefined) return read(api.POST("/api/service/evaluation-forms", { body }));
      const params = { path: { id: kept.id } };
      const change = { ...body, expectedVersion: kept.version };
      return read(api.PUT("/api/service/evaluation-forms/{id}", { params, body: change }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: EVALUATIONS_KEY });
      await navigate({ to: "/layanan/formulir-penilaian" });
    },
  });
}

function FormEditor({ kept: read }: { readonly kept: EvaluationForm | undefined }): ReactNode {
  const t = useTranslations("web.evaluations.forms");
  const parts = useTranslations("web.parts");
  // The version first read: a newer version by another user must not be used as the base of this form.
  const [kept] = useState(read);
  const [name, setName] = useState(kept?.name ?? "");
  const [sections, setSections] = useState<readonly FormSection[]>(() => kept?.sections ?? [newSection()]);
  const keeping = useKeeping(kept);
  const count = sections.reduce((sum, { questions }) => sum + questions.length, 0);
  const isWhole =
    name.trim() !== "" &&
    sections.every(({ title, questions }) => title.trim() !== "" && questions.every(({ text }) => text.trim() !== ""));
  const change = (id: string, part: Partial<FormSection>): void =>
    setSections(sections.map((section) => (section.id === id ? { ...section, ...part } : section)));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isWhole) keeping.mutate({ name, sections: [...sections] });
  };
  return (
    <form noValidate className="grid gap-6" onSubmit={onSubmit}>
      <TextField
        name="form-name"
        label={t("name")}
        maxLength={TITLE_MAX}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {sections.map((section, nth) => (
        <SectionPart
          key={section.id}
          section={section}
          nth={nth + 1}
          isFull={count >= QUESTIONS_MAX}
          onChange={(part) => change(section.id, part)}
          onRemove={
            sections.length === 1 ? undefined : () => setSections(sections.filter(({ id }) => id !== section.id))
          }
        />
      ))}
      {keeping.error === null ? null : <FailureNotice error={keeping.error} />}
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className="button"
          disabled={sections.length >= SECTIONS_MAX || count >= QUESTIONS_MAX}
          onClick={() => setSections([...sections, newSection()])}
        >
          {t("addSection")}
        </button>
        <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending} disabled={!isWhole}>
          {keeping.isPending ? parts("working") : t("save", { version: (kept?.version ?? 0) + 1 })}
        </BusyButton>
      </div>
    </form>
  );
}

interface SectionProps {
  readonly section: FormSection;
  readonly nth: number;
  readonly isFull: boolean;
  readonly onChange: (part: Partial<FormSection>) => void;
  /** Undefined for the only section. */
  readonly onRemove: (() => void) | undefined;
}

function SectionPart({ section, nth, isFull, onChange, onRemove }: SectionProps): ReactNode {
  const t = useTranslations("web.evaluations.forms");
  const { id, title, questions } = section;
  const change = (questionId: string, part: Partial<Question>): void =>
    onChange({ questions: questions.map((one) => (one.id === questionId ? { ...one, ...part } : one)) });
  return (
    <fieldset className="card grid gap-5 p-5">
      <legend className="sr-only">{t("section", { nth })}</legend>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <TextField
          name={`title-${id}`}
          label={`${t("section", { nth })}: ${t("sectionTitle")}`}
          maxLength={TITLE_MAX}
          value={title}
          onChange={(event) => onChange({ title: event.target.value })}
        />
        {onRemove === undefined ? null : (
          <button
            type="button"
            className="button button-small"
            aria-label={t("removeSection", { nth })}
            onClick={onRemove}
          >
            {t("remove")}
          </button>
        )}
      </div>
      {questions.map((question, index) => (
        <QuestionPart
          key={question.id}
          question={question}
          nth={`${nth}.${index + 1}`}
          onChange={(part) => change(question.id, part)}
          onRemove={
            questions.length === 1
              ? undefined
              : () => onChange({ questions: questions.filter((one) => one.id !== question.id) })
          }
        />
      ))}
      <button
        type="button"
        className="button button-small justify-self-start"
        disabled={isFull}
        aria-label={t("addQuestionTo", { nth })}
        onClick={() => onChange({ questions: [...questions, newQuestion()] })}
      >
        {t("addQuestion")}
      </button>
    </fieldset>
  );
}
