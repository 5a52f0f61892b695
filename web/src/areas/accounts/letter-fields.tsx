/** Fields of a letter of authority: validity, purpose and document. */
import type { ReactNode } from "react";
import { useRuleNumber } from "../../data/rule-value.ts";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { FileField, type UploadedFile } from "../../parts/file-field.tsx";

/** The input; days are local dates "YYYY-MM-DD", or empty. */
export interface LetterAnswers {
  readonly validFrom: string;
  readonly validTo: string;
  readonly scope: string;
  readonly file: UploadedFile | null;
}

interface LetterFieldsProps {
  readonly answers: LetterAnswers;
  /** The name of the file field in server errors. */
  readonly fileField: string;
  readonly words: {
    readonly validFrom: string;
    readonly validTo: string;
    readonly scope: string;
    readonly scopeHint: string;
    readonly letter: string;
    readonly letterHint: string;
  };
  /** The maximum validity of a letter as text. */
  readonly daysHint?: string;
  readonly errorOf: (field: string) => string | undefined;
  readonly onChange: (part: Partial<LetterAnswers>) => void;
}

/** The fields, for a separate letter and for one submitted with a registration. */
export function LetterFields(props: LetterFieldsProps): ReactNode {
  const { answers, fileField, words, daysHint, errorOf, onChange } = props;
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  return (
    <>
      <div className="flex flex-wrap gap-5">
        {(["validFrom", "validTo"] as const).map((field) => (
          <TextField
            key={field}
            name={field}
            label={words[field]}
            type="date"
            className="max-w-[200px]"
            error={errorOf(field)}
            value={answers[field]}
            onChange={(event) => onChange({ [field]: event.target.value })}
          />
        ))}
      </div>
      {daysHint === undefined ? null : <p className="text-small text-soft">{daysHint}</p>}
      <TextArea
        name="scope"
        label={words.scope}
        hint={words.scopeHint}
        rows={3}
        maxLength={500}
        error={errorOf("scope")}
        value={answers.scope}
        onChange={(event) => onChange({ scope: event.target.value })}
      />
      <FileField
        name={fileField}
        label={words.letter}
        hint={words.letterHint}
        format="surat-kuasa"
        purpose="authority"
        megabytesMax={megabytesMax}
        value={answers.file}
        error={errorOf(fileField)}
        onChange={(file) => onChange({ file })}
      />
    </>
  );
}
