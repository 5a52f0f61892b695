import type { RegistrationDraft, StepName } from "./registration.ts";

/** What every step receives: the draft, a way to change it, and the way on. */
export interface StepProps {
  readonly draft: RegistrationDraft;
  readonly isMending: boolean;
  readonly onChange: (part: Partial<RegistrationDraft>) => void;
  readonly onDone: () => void;
  readonly onBack: () => void;
  readonly onGo: (step: StepName) => void;
}
