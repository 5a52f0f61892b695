/** A dialog that asks for a text, a date, or both; others can read the text. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { DayPicker } from "./day-picker.tsx";

const WORDS_MAX = 2_000;

/** The entered values. */
export interface DialogAnswer {
  readonly words: string;
  readonly day: string;
}

interface AskDialogProps {
  readonly title: string;
  readonly text: string;
  readonly send: string;
  readonly look?: "main" | "danger";
  /** Label of the text field; without it there is no text field. */
  readonly words?: string;
  readonly wordsOptional?: boolean;
  /** Label of the date field; without it there is no date field. */
  readonly day?: string;
  /** The current date of the test. */
  readonly current?: string;
  /** The first selectable date, where it is earlier than the first date that a company may request. */
  readonly from?: string;
  readonly error: Error | null;
  readonly isBusy: boolean;
  readonly onSend: (asked: DialogAnswer) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** The dialog is open while mounted. */
export function AskDialog({ look = "main", wordsOptional = false, ...props }: AskDialogProps): ReactNode {
  const parts = useTranslations("web.parts");
  const [words, setWords] = useState("");
  const [day, setDay] = useState("");
  const isReady = props.day === undefined || day !== "";
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) props.onSend({ words: words.trim(), day });
        }}
      >
        <p className="max-w-[70ch]">{props.text}</p>
        {props.children}
        {props.day === undefined ? null : (
          <DayPicker
            label={props.day}
            value={day}
            {...(props.current === undefined ? {} : { current: props.current })}
            {...(props.from === undefined ? {} : { from: props.from })}
            onChange={setDay}
          />
        )}
        {props.words === undefined ? null : (
          <TextArea
            name="words"
            label={props.words}
            rows={4}
            required={!wordsOptional}
            maxLength={WORDS_MAX}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
        {props.error === null ? null : <FailureNotice error={props.error} />}
        <div className="flex flex-wrap gap-3">
          <BusyButton
            type="submit"
            className={`button ${look === "danger" ? "button-danger" : "button-main"}`}
            isBusy={props.isBusy}
            disabled={!isReady}
          >
            {props.send}
          </BusyButton>
          <button type="button" className="button" onClick={props.onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
