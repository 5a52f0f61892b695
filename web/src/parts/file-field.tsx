/** Upload field for one document: checks the file before upload, shows progress, and offers cancel and retry. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { problemOf } from "../data/problem.ts";
import { sendPatiently } from "../data/send-file.ts";
import type { StoredFile, UploadPurpose } from "../data/types.ts";
import { Field } from "./fields.tsx";
import { FileInput } from "./file-input.tsx";
import { followPointer, useHeldForm } from "./held-press.ts";
import { Icon } from "./icons.tsx";
import { useProblemText } from "./notice.tsx";

const MEGABYTE = 1_000_000;

/** Metadata of a file stored on the server. */
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

interface FileFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** The form template that this file is made from (`/formulir`), if any. */
  readonly format?: string;
  readonly purpose: UploadPurpose;
  readonly megabytesMax: number;
  readonly value: UploadedFile | null;
  readonly error?: string | undefined;
  readonly onChange: (file: UploadedFile) => void;
}

function UploadedFileLine({ file }: { readonly file: UploadedFile }): ReactNode {
  const t = useTranslations("web.parts");
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-small border border-line bg-sunken px-3 py-2">
      <span className="text-good">
        <Icon name="check" />
      </span>
      <span className="min-w-0 flex-1 break-words">
        <span className="sr-only">{t("fileKept")}: </span>
        {file.name}
      </span>
      <a href={`/api/files/${file.id}`} target="_blank" rel="noreferrer" className="text-small">
        {t("fileOpen")}
      </a>
    </p>
  );
}

/** Links to the blank form and a filled-in example, both in the current version. */
export function FormatLinks({
  format,
  kind = "docx",
}: {
  readonly format: string;
  readonly kind?: "docx" | "xlsx";
}): ReactNode {
  const t = useTranslations("web.parts.formats");
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-small">
      <a href={`/formulir/terbaru/${format}.${kind}`}>{t("download")}</a>
      <a href={`/formulir/terbaru/${format}-contoh.pdf`}>{t("example")}</a>
    </p>
  );
}

interface Sending {
  readonly name: string;
  readonly share: number;
  /** The number of retries of the upload. */
  readonly again: number;
  readonly stop: () => void;
}

function Progress({ sending, isHeld }: { readonly sending: Sending; readonly isHeld: boolean }): ReactNode {
  const t = useTranslations("web.parts");
  const percent = Math.round(sending.share * 100);
  return (
    <div className="grid gap-2">
      <p className="text-small" role="status">
        {sending.again === 0
          ? t("fileSending", { name: sending.name, percent })
          : t("fileAgain", { name: sending.name, again: sending.again })}
      </p>
      <p className="text-small" role="status">
        {isHeld ? t("fileThenOn") : ""}
      </p>
      <progress className="h-2 w-full accent-accent" max={100} value={percent} aria-label={sending.name} />
      <button type="button" className="button button-small justify-self-start" onClick={sending.stop}>
        {t("fileCancel")}
      </button>
    </div>
  );
}

const isPicture = (file: File): boolean => /^image\/(jpeg|png|webp|bmp)$/.test(file.type);
const isPdf = (file: File): boolean => /\.pdf$/i.test(file.name) || file.type === "application/pdf";

/** Converts a file to one that the server accepts, or returns the error key. Pictures become a PDF page; that code is loaded on first use. */
async function fitFile(
  file: File,
  megabytesMax: number,
): Promise<File | "fileEmpty" | "fileNotPdf" | "fileTooBig" | "filePictureUnread"> {
  if (file.size === 0) return "fileEmpty";
  if (isPicture(file)) {
    const { shrinkScan } = await import("../data/shrink-scan.ts");
    return (await shrinkScan(file, megabytesMax * MEGABYTE)) ?? "filePictureUnread";
  }
  if (!isPdf(file)) return "fileNotPdf";
  return file.size > megabytesMax * MEGABYTE * 1.05 ? "fileTooBig" : file;
}

/** Upload state of one field: the running upload, its error, and the file that can be sent again. */
function useSending({ purpose, megabytesMax, onChange }: FileFieldProps) {
  const t = useTranslations("web.parts");
  const textOf = useProblemText();
  const [sending, setSending] = useState<Sending | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [unsent, setUnsent] = useState<File | null>(null);
  // Until the form is saved, only this field knows the name of the uploaded file.
  const [sent, setSent] = useState<UploadedFile | null>(null);

  const send = async (file: File): Promise<void> => {
    const stopping = new AbortController();
    const pointer = followPointer();
    const now = { name: file.name, share: 0, again: 0, stop: () => stopping.abort() };
    setFault(null);
    setUnsent(null);
    setSending(now);
    try {
      const stored: StoredFile = await sendPatiently({
        file,
        purpose,
        signal: stopping.signal,
        onProgress: (share) => setSending((before) => ({ ...(before ?? now), share })),
        onAgain: (again) => setSending({ ...now, again }),
      });
      await pointer.lifted();
      const next = { id: stored.id, name: stored.name ?? file.name, bytes: stored.bytes ?? file.size };
      setSent(next);
      onChange(next);
    } catch (thrown) {
      await pointer.lifted();
      if (stopping.signal.aborted) return;
      const problem = problemOf(thrown);
      setFault(textOf(problem));
      if (problem.status === 0 || problem.status >= 500) setUnsent(file);
    } finally {
      pointer.close();
      setSending(null);
    }
  };

  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setFault(null);
    setUnsent(null);
    const fit = await fitFile(file, megabytesMax);
    if (typeof fit === "string") return setFault(t(fit, { max: megabytesMax }));
    await send(fit);
  };
  return { sending, fault, unsent, sent, send, choose };
}

/** A field for a PDF, or for a photo that is converted to PDF. The upload starts when the file is chosen. */
export function FileField(props: FileFieldProps): ReactNode {
  const { name, label, hint, format, megabytesMax, value, error } = props;
  const t = useTranslations("web.parts");
  const { sending, fault, unsent, sent, send, choose } = useSending(props);
  const { box, isHeld } = useHeldForm({ isSending: sending !== null, sent });
  const kept = sent !== null && sent.id === value?.id ? sent : value;
  return (
    <Field
      id={name}
      label={label}
      hint={`${hint ?? ""} ${t("fileHint", { max: megabytesMax })}`.trim()}
      error={fault ?? error}
    >
      {(attributes) => (
        <div ref={box} className="grid gap-3">
          {format === undefined ? null : <FormatLinks format={format} />}
          {kept === null ? null : <UploadedFileLine file={kept} />}
          {sending === null ? null : <Progress sending={sending} isHeld={isHeld} />}
          <div className="flex flex-wrap gap-3">
            {unsent === null ? null : (
              <button type="button" className="button button-main" onClick={() => void send(unsent)}>
                <Icon name="retry" size={18} />
                {t("fileRetry", { name: unsent.name })}
              </button>
            )}
            <FileInput
              {...attributes}
              accept="application/pdf,.pdf,image/jpeg,image/png"
              text={value === null ? t("fileChoose") : t("fileReplace")}
              isBusy={sending !== null}
              onFiles={([file]) => void choose(file)}
            />
          </div>
        </div>
      )}
    </Field>
  );
}
