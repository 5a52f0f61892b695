/** An officer starts the revocation of a code: code, ground, facts and evidence. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { codeQuery } from "../../data/queries.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import type { Application, RevocationForm } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { FileField, type UploadedFile } from "../../parts/file-field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";

type Ground = RevocationForm["ground"];
const GROUNDS: readonly Ground[] = ["unused", "licence-lost", "breach", "nib"];

interface Draft {
  readonly code: string;
  readonly ground: Ground;
  readonly statement: string;
  readonly evidence: UploadedFile | null;
}

function HolderOf({ code }: { readonly code: string }): ReactNode {
  const t = useTranslations("web.application.revocation");
  const digits = code.replaceAll(/[\s.-]/g, "");
  const { data } = useQuery({ ...codeQuery(digits), enabled: /^\d{5,7}$/.test(digits), retry: false });
  if (data === undefined) return null;
  return (
    <Notice tone={data.state === "active" ? "info" : "wait"} title={data.display}>
      {data.state === "active" ? t("heldBy", { holder: data.holder ?? "–" }) : t("notActive")}
    </Notice>
  );
}

/** The screen of `/pencabutan/baru`. */
export function NewRevocationScreen(): ReactNode {
  const t = useTranslations("web.application.revocation");
  const parts = useTranslations("web.parts");
  const asked = useSearch({ from: "/pencabutan/baru" });
  const navigate = useNavigateAfterSave();
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const days = useRuleNumber("revocation-answer-days", 10);
  const [draft, setDraft] = useState<Draft>({
    code: asked.code ?? "",
    ground: GROUNDS.find((one) => one === asked.ground) ?? "unused",
    statement: "",
    evidence: null,
  });
  const set = (more: Partial<Draft>): void => setDraft({ ...draft, ...more });
  const open = useMutation({
    mutationFn: () =>
      read<Application>(
        api.POST("/api/revocations", {
          body: {
            code: draft.code.replaceAll(/[\s.-]/g, ""),
            ground: draft.ground,
            statement: draft.statement,
            evidenceFileId: draft.evidence?.id ?? null,
          },
        }),
      ),
    onSuccess: ({ id }) => void navigate({ to: "/permohonan/$id", params: { id } }),
  });
  const problem = open.error === null ? null : problemOf(open.error);
  const errorOf = (field: string): string | undefined => problem?.fields.find(({ path }) => path === field)?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <Page
      title={t("newTitle")}
      lead={t("newLead", { days })}
      back={{ to: "/inventaris/pemegang", text: t("toHolders") }}
    >
      <ErrorSummary
        lines={(problem?.fields ?? []).map(({ path, message }) => ({ field: path, message }))}
        problem={problem}
      />
      <form className="grid gap-6" onSubmit={onSubmit} noValidate>
        <TextField
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          inputMode="numeric"
          maxLength={20}
          error={errorOf("code")}
          value={draft.code}
          onChange={(event) => set({ code: event.target.value })}
        />
        <HolderOf code={draft.code} />
        <SelectField
          name="ground"
          label={t("ground")}
          value={draft.ground}
          onChange={(event) => set({ ground: GROUNDS.find((one) => one === event.target.value) ?? "unused" })}
        >
          {GROUNDS.map((ground) => (
            <option key={ground} value={ground}>
              {t(`grounds.${ground}`)}
            </option>
          ))}
        </SelectField>
        <TextArea
          name="statement"
          label={t("statement")}
          hint={t("statementHint")}
          rows={6}
          maxLength={2000}
          error={errorOf("statement")}
          value={draft.statement}
          onChange={(event) => set({ statement: event.target.value })}
        />
        <FileField
          name="evidenceFileId"
          label={t("evidence")}
          hint={t("evidenceHint")}
          purpose="letter"
          megabytesMax={megabytesMax}
          value={draft.evidence}
          error={errorOf("evidenceFileId")}
          onChange={(evidence) => set({ evidence })}
        />
        <div className="grid gap-2">
          <BusyButton type="submit" className="button button-danger justify-self-start" isBusy={open.isPending}>
            {open.isPending ? parts("working") : t("open")}
          </BusyButton>
          <p className="text-small text-soft">{t("openEffect", { days })}</p>
        </div>
      </form>
    </Page>
  );
}
