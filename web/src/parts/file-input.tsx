/** The button that opens the device's choice of files. */
import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./icons.tsx";

interface FileInputProps extends Omit<ComponentProps<"input">, "type" | "disabled" | "onChange" | "onClick"> {
  /** What the button says; the label of the field names the input itself. */
  readonly text: string;
  /** While this is so no file is taken, and the focus stays where it is. */
  readonly isBusy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** An input for files that looks like a button; the same file may be chosen again. */
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
