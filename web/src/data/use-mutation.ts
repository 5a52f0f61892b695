/** Acts of screens, which send what stands in a form at the instant of the press. */
import { type DefaultError, type UseMutationOptions, useMutation as useTanstackMutation } from "@tanstack/react-query";
import { useLayoutEffect, useRef } from "react";

/** What an act does, and what follows it. */
type ActOptions<Data, Fault, Variables, Begun> = UseMutationOptions<Data, Fault, Variables, Begun> & {
  readonly mutationFn: NonNullable<UseMutationOptions<Data, Fault, Variables, Begun>["mutationFn"]>;
};

/**
 * `useMutation` of TanStack Query, which takes a new `mutationFn` over only after the screen is painted: whoever types a last letter
 * and presses Enter before that, on a busy machine, would send the form without it. Here it counts from the commit on.
 */
export function useMutation<Data = unknown, Fault = DefaultError, Variables = void, Begun = unknown>(
  options: ActOptions<Data, Fault, Variables, Begun>,
) {
  const latest = useRef(options.mutationFn);
  useLayoutEffect(() => {
    latest.current = options.mutationFn;
  });
  return useTanstackMutation<Data, Fault, Variables, Begun>({
    ...options,
    mutationFn: (variables, context) => latest.current(variables, context),
  });
}
