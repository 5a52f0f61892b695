/** The icons of the application: 20 px line drawings that take the text colour. */
import type { ReactNode } from "react";

const DRAWINGS = {
  chart: "M3.5 16.5h13M5.5 13.5v-4M9 13.5v-8M12.5 13.5V8M16 13.5v-2.5",
  home: "M3 9.5 10 4l7 5.5M5 8.5V16h10V8.5M8.5 16v-4h3v4",
  grid: "M4 4h4v4H4zM12 4h4v4h-4zM4 12h4v4H4zM12 12h4v4h-4z",
  rules: "M5 3.5h8l2.5 2.5v10.5H5zM8 8h5M8 11h5M8 14h3",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  shield: "M10 3 4.5 5v4.5c0 3.6 2.3 6 5.5 7.5 3.2-1.5 5.5-3.9 5.5-7.5V5zM7.5 10l2 2 3.2-3.7",
  company: "M4 17V5.5L11 3v14M11 8h5v9M2.5 17h15M6.5 8h2M6.5 11h2M6.5 14h2M13 11h1M13 14h1",
  folder: "M3 6.5V15h14V7.5H9.5L8 5.5H3z",
  queue: "M4 5.5h12M4 10h12M4 14.5h7",
  stamp: "M7.5 3.5h5v3l-1.2 3v2H15v3H5v-3h3.7v-2l-1.2-3zM5 17h10",
  people:
    "M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.5 16c.4-3 2.3-4.5 5-4.5s4.6 1.5 5 4.5M13 4.5a2.5 2.5 0 0 1 0 5M14.5 11.8c1.7.5 2.7 1.9 3 4.2",
  trail: "M5 4v12M5 6h6M5 10h9M5 14h4",
  person: "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 17c.5-3.5 2.8-5 6-5s5.5 1.5 6 5",
  mail: "M3 5.5h14v9.5H3zM3 6l7 5 7-5",
  warning: "M10 3.5 2.5 16.5h15zM10 8.5v3.5M10 14.3v.2",
  info: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.3V13.5M10 6.6v.2",
  error: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6.3v5M10 13.5v.2",
  sun: "M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM10 2.5v1.7M10 15.8v1.7M2.5 10h1.7M15.8 10h1.7M4.7 4.7l1.2 1.2M14.1 14.1l1.2 1.2M15.3 4.7l-1.2 1.2M5.9 14.1l-1.2 1.2",
  moon: "M16 11.7A6.5 6.5 0 0 1 8.3 4a6.5 6.5 0 1 0 7.7 7.7Z",
  halfmoon: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 3v14",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4",
  right: "m8 5 5 5-5 5",
  left: "m12 5-5 5 5 5",
  down: "m5 8 5 5 5-5",
  up: "m5 12 5-5 5 5",
  close: "m5 5 10 10M15 5 5 15",
  file: "M6 3h6l3 3v11H6zM12 3v3h3",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.2l2.7 1.8",
  lock: "M5.5 9h9v7.5h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9",
  columns: "M3.5 4.5h13v11h-13zM8 4.5v11M12.5 4.5v11",
  exchange: "M4 7.5h11l-3-3M16 12.5H5l3 3",
  phone: "M6.5 3.5 4 5c0 6 5 11 11 11l1.500-2.500-3.500-2.500-2 1.500c-1.500-.800-2.700-2-3.500-3.500L9 7z",
  retry: "M15.5 8A6 6 0 1 0 16 11M16 4v4h-4",
  more: "M4.6 10h.8M9.6 10h.8M14.6 10h.8",
  sound: "M4 8v4h2.500l3.500 3V5L6.500 8zM13 7.500a3.500 3.500 0 0 1 0 5M15 5.500a6.300 6.300 0 0 1 0 9",
  plus: "M10 4.500v11M4.500 10h11",
  undo: "M7.500 4.500 4 8l3.500 3.500M4 8h7.500a4.500 4.500 0 0 1 0 9H8",
  redo: "M12.500 4.500 16 8l-3.500 3.500M16 8H8.500a4.500 4.500 0 0 0 0 9H12",
  move: "M10 3v14M10 3 7.500 5.500M10 3l2.500 2.500M10 17l-2.500-2.500M10 17l2.500-2.500",
  flow: "M4 4.500h5v4H4zM11 11.500h5v4h-5zM6.500 8.500v5H11",
  headset: "M4 12.5v-2a6 6 0 0 1 12 0v2M4 11.500h2.500v4H4zM13.5 11.5H16v4h-2.500zM16 15.500c0 1.500-1.500 2-4 2",
  chat: "M3.500 4.500h13v9H9l-3.500 3v-3h-2zM7 8h6M7 10.500h4",
  ticket:
    "M3 6h14v2.500a1.500 1.500 0 0 0 0 3V14H3v-2.500a1.500 1.500 0 0 0 0-3zM12 6v1.500M12 9.300v1.400M12 12.500V14",
  settings:
    "M3.5 6h5.7M12.8 6h3.7M11 7.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM3.5 14h2.2M9.3 14h7.2M7.5 15.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z",
  out: "M11 4H4.5v12H11M9 10h8M14 7l3 3-3 3",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof DRAWINGS;

/** A decorative icon next to text; hidden from screen readers. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0"
    >
      <path d={DRAWINGS[name]} />
    </svg>
  );
}

/** The logo: an S drawn as one thread between two ends. */
export function Mark({ size = 30 }: { readonly size?: number }): ReactNode {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" fill="none" className="shrink-0">
      <path
        d="M22 9.500h-6.750a3.250 3.250 0 0 0 0 6.500h1.500a3.250 3.250 0 0 1 0 6.500H10"
        stroke="var(--accent)"
        strokeWidth="3.2"
        strokeLinecap="round"
      />
      <circle cx="24" cy="9.5" r="3.6" fill="var(--thread)" />
      <circle cx="8" cy="22.5" r="3.6" fill="var(--accent)" />
    </svg>
  );
}
