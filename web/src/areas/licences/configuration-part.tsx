/** The technical configuration: its lists, and beside them the diagram that is drawn from them. */
import type { ReactNode } from "react";
import { Borders, Exchanges, Sites, SmsCarriers, Trunks } from "./configuration-rows.tsx";
import type { EditorProps } from "./part-editor.ts";

/** The fields of the part "configuration". */
export function ConfigurationEditor({ form }: EditorProps<"configuration">): ReactNode {
  return (
    <div className="grid max-w-[var(--reading)] gap-8">
      <Sites />
      <Trunks form={form} />
      <Borders form={form} />
      <Exchanges form={form} />
      {form.service.smsA2p ? <SmsCarriers form={form} /> : null}
    </div>
  );
}
