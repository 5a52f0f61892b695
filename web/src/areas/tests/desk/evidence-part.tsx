/** Signed evidence of a measuring instrument: read from a file, previewed parameter by parameter, and imported on confirmation. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { z } from "zod";
import type { EvidenceDocument } from "../../../../../src/bridge/evidence.shared.ts";
import type { evidenceSchema } from "../../../../../src/licensing/operational-tests/evidence/items.shared.ts";
import { api } from "../../../data/client.ts";
import { problemOf, read } from "../../../data/problem.ts";
import { useMutation } from "../../../data/use-mutation.ts";
import { FileInput } from "../../../parts/file-input.tsx";
import { FailureNotice, Notice } from "../../../parts/notice.tsx";
import { shortDate } from "../../../words/dates.ts";
import type { EvidencePreviewResult, Test } from "../test-types.ts";
import { EvidencePreview } from "./evidence-preview.tsx";

/** Maximum file size in bytes; five hundred parameters need a fifth of it. */
const BYTES_MAX = 500_000;

interface Chosen {
  readonly name: string;
  readonly document: EvidenceDocument;
}

type ReadFile = { readonly chosen: Chosen } | { readonly fault: "notJson" | "tooBig" };

async function readFile(file: File): Promise<ReadFile> {
  if (file.size > BYTES_MAX) return { fault: "tooBig" };
  try {
    // The server validates the structure of the evidence.
    return { chosen: { name: file.name, document: JSON.parse(await file.text()) as EvidenceDocument } };
  } catch {
    return { fault: "notJson" };
  }
}

function useEvidence(test: Test) {
  const cache = useQueryClient();
  const asked = (document: EvidenceDocument) => ({ params: { path: { id: test.id } }, body: { document } });
  const look = useMutation({
    mutationFn: (document: EvidenceDocument) =>
      read<EvidencePreviewResult>(api.POST("/api/tests/{id}/evidence-look", asked(document))),
  });
  const take = useMutation({
    mutationFn: (document: EvidenceDocument) =>
      read<z.infer<typeof evidenceSchema>>(api.POST("/api/tests/{id}/evidence", asked(document))),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["test", test.id] }),
  });
  return { look, take };
}

/** Why a file could not be previewed; for an invalid structure, names the invalid field. */
function PreviewFailure({ error }: { readonly error: Error }): ReactNode {
  const t = useTranslations("web.testEvidence");
  const { status, fields } = problemOf(error);
  const [field] = fields;
  if (status !== 400 || field === undefined) return <FailureNotice error={error} />;
  return (
    <Notice tone="bad" title={t("refusedTitle")}>
      {t("notFormat", { place: field.path.replaceAll("/", ".").replace(/^\.?document\.?/, "") || "JSON" })}
    </Notice>
  );
}

/** The section for officers who may enter answers. */
export function EvidencePart({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.testEvidence");
  const locale = useLocale();
  const { look, take } = useEvidence(test);
  const [file, setFile] = useState<ReadFile | null>(null);
  const choose = async (files: readonly File[]): Promise<void> => {
    const [first] = files;
    if (first === undefined) return;
    take.reset();
    look.reset();
    const found = await readFile(first);
    setFile(found);
    if ("chosen" in found) look.mutate(found.chosen.document);
  };
  const leave = (): void => {
    setFile(null);
    look.reset();
  };
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="evidence">
      <h2 id="evidence" className="text-lead">
        {t("title")}
      </h2>
      <p className="max-w-[70ch] text-soft">{t("text")}</p>
      <FileInput
        text={t("choose")}
        aria-label={t("label")}
        accept=".json,application/json"
        isBusy={look.isPending || take.isPending}
        onFiles={(files) => void choose(files)}
      />
      <div role="status">
        {take.data === undefined ? null : (
          <Notice tone="good">
            {t("done", { count: take.data.answers.length, instrument: take.data.instrument })}
          </Notice>
        )}
      </div>
      {file !== null && "fault" in file ? (
        <Notice tone="bad" title={t("refusedTitle")}>
          {file.fault === "tooBig" ? t("tooBig", { size: BYTES_MAX / 1_000 }) : t("notJson")}
        </Notice>
      ) : null}
      {look.error === null ? null : <PreviewFailure error={look.error} />}
      {file !== null && "chosen" in file && look.data !== undefined ? (
        <EvidencePreview
          file={file.chosen.name}
          look={look.data}
          calibrated={shortDate(look.data.calibratedUntil, locale)}
          isBusy={take.isPending}
          error={take.error}
          onTake={() => take.mutate(file.chosen.document, { onSuccess: leave })}
          onLeave={leave}
        />
      ) : null}
    </section>
  );
}
