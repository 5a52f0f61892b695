/** A date filter above a list or report, on one line with its label. */
import type { ReactNode } from "react";

interface DayFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** The date field; an empty string means that no date is set. */
export function DayField({ label, value, onChange }: DayFieldProps): ReactNode {
  return (
    <label className="inline-flex items-center gap-2 text-small">
      <span className="text-soft">{label}</span>
      <input
        type="date"
        className="input input-small w-auto"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
