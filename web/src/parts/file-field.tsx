/** Choosing and sending one PDF: refused early when it cannot be accepted, with progress, and a way to stop. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { problemOf } from "../data/problem.ts";
import { sendFile } from "../data/send-file.ts";
import type { StoredFile } from "../data/types.ts";
import { Field } from "./fields.tsx";
import { Icon } from "./icons.tsx";
import { useProblemText } from "./notice.tsx";

const MEGABYTE = 1_000_000;

/** What is kept of a file that the server has. */
export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

interface FileFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** The form that this file is made from (`/formulir`), if there is one. */
  readonly format?: string;
  readonly purpose: "deed" | "letter" | "evidence";
  readonly megabytesMax: number;
  readonly value: KeptFile | null;
  readonly error?: string | undefined;
  readonly onChange: (file: KeptFile) => void;
}

function Kept({ file }: { readonly file: KeptFile }): ReactNode {
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

/** The blank form and a filled-in example, in the version of today. */
function FormatLinks({ format }: { readonly format: string }): ReactNode {
  const t = useTranslations("web.parts.formats");
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-small">
      <a href={`/formulir/terbaru/${format}.docx`}>{t("download")}</a>
      <a href={`/formulir/terbaru/${format}-contoh.pdf`}>{t("example")}</a>
    </p>
  );
}

interface Sending {
  readonly name: string;
  readonly share: number;
  readonly stop: () => void;
}

function Progress({ sending }: { readonly sending: Sending }): ReactNode {
  const t = useTranslations("web.parts");
  const percent = Math.round(sending.share * 100);
  return (
    <div className="grid gap-2">
      <p className="text-small" role="status">
        {t("fileSending", { name: sending.name, percent })}
      </p>
      <progress className="h-2 w-full accent-accent" max={100} value={percent} aria-label={sending.name} />
      <button type="button" className="button button-small justify-self-start" onClick={sending.stop}>
        {t("fileCancel")}
      </button>
    </div>
  );
}

/** A PDF that is sent as soon as it is chosen. */
export function FileField({
  name,
  label,
  hint,
  format,
  purpose,
  megabytesMax,
  value,
  error,
  onChange,
}: FileFieldProps): ReactNode {
  const t = useTranslations("web.parts");
  const textOf = useProblemText();
  const [sending, setSending] = useState<Sending | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  // Until the form is saved only this field knows the name of the file it has sent.
  const [sent, setSent] = useState<KeptFile | null>(null);
  const kept = sent !== null && sent.id === value?.id ? sent : value;

  const send = async (file: File): Promise<void> => {
    const stopping = new AbortController();
    const progress = (share: number): void => setSending({ name: file.name, share, stop: () => stopping.abort() });
    progress(0);
    try {
      const stored: StoredFile = await sendFile({ file, purpose, onProgress: progress, signal: stopping.signal });
      const next = { id: stored.id, name: stored.name ?? file.name, bytes: stored.bytes ?? file.size };
      setSent(next);
      onChange(next);
    } catch (thrown) {
      if (!stopping.signal.aborted) setFault(textOf(problemOf(thrown)));
    } finally {
      setSending(null);
    }
  };

  const choose = (file: File | undefined): void => {
    if (file === undefined) return;
    setFault(null);
    if (!/\.pdf$/i.test(file.name) && file.type !== "application/pdf") return setFault(t("fileNotPdf"));
    if (file.size > megabytesMax * MEGABYTE * 1.05) return setFault(t("fileTooBig", { max: megabytesMax }));
    void send(file);
  };

  return (
    <Field
      id={name}
      label={label}
      hint={`${hint ?? ""} ${t("fileHint", { max: megabytesMax })}`.trim()}
      error={fault ?? error}
    >
      {(attributes) => (
        <div className="grid gap-3">
          {format === undefined ? null : <FormatLinks format={format} />}
          {kept === null ? null : <Kept file={kept} />}
          {sending === null ? null : <Progress sending={sending} />}
          <span className="button file-button justify-self-start">
            <Icon name="file" />
            <span aria-hidden="true">{value === null ? t("fileChoose") : t("fileReplace")}</span>
            <input
              {...attributes}
              type="file"
              accept="application/pdf,.pdf"
              disabled={sending !== null}
              onChange={(event) => {
                choose(event.target.files?.[0]);
                event.target.value = "";
              }}
            />
          </span>
        </div>
      )}
    </Field>
  );
}
