/** A button that opens the device's file picker. */
import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./icons.tsx";

interface FileInputProps extends Omit<ComponentProps<"input">, "type" | "disabled" | "onChange" | "onClick"> {
  /** The text of the button; the field's label names the input. */
  readonly text: string;
  /** While busy, no file is accepted and the focus does not move. */
  readonly isBusy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A file input that looks like a button. The same file can be chosen twice in succession. */
export function FileInput({ text, isBusy, onFiles, ...rest }: FileInputProps): ReactNode {
  return (
    <span className="button file-button justify-self-start" aria-busy={isBusy || undefined}>
      <Icon name="file" />
      <span aria-hidden="true">{text}</span>
      <input
        {...rest}
        type="file"
        aria-disabled={isBusy || undefined}
        onClick={(event) => {
          if (isBusy) event.preventDefault();
        }}
        onChange={(event) => {
          if (!isBusy) onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </span>
  );
}
