/** Confirmation dialog before an object of the call centre is deleted; it states the effects. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMutation } from "../data/use-mutation.ts";
import { BusyButton } from "./busy-button.tsx";
import { Dialog } from "./dialog.tsx";
import { FailureNotice } from "./notice.tsx";

/** The action to confirm and the texts of the dialog. */
export interface Ending {
  readonly title: string;
  readonly text: ReactNode;
  readonly yes: string;
  readonly end: () => Promise<unknown>;
}

/** Calls `end` on confirmation and then refetches the lists of the call centre. */
export function EndDialog({ title, text, yes, end, onClose }: Ending & { readonly onClose: () => void }): ReactNode {
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const ending = useMutation({
    mutationFn: end,
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onClose();
    },
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="grid gap-5">
        <p className="max-w-[60ch]">{text}</p>
        {ending.error === null ? null : <FailureNotice error={ending.error} />}
        <div className="flex flex-wrap gap-2">
          <BusyButton
            type="button"
            className="button button-danger"
            isBusy={ending.isPending}
            onClick={() => ending.mutate()}
          >
            {yes}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
