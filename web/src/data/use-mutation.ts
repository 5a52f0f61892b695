/** Mutations of screens, which send the form's values at the time of the key press or click. */
import { type DefaultError, type UseMutationOptions, useMutation as useTanstackMutation } from "@tanstack/react-query";
import { useLayoutEffect, useRef } from "react";

/** The options of a mutation; `mutationFn` is required. */
type ActOptions<Data, Fault, Variables, Begun> = UseMutationOptions<Data, Fault, Variables, Begun> & {
  readonly mutationFn: NonNullable<UseMutationOptions<Data, Fault, Variables, Begun>["mutationFn"]>;
};

/**
 * `useMutation` of TanStack Query, which adopts a new `mutationFn` only after the screen is painted: on a busy machine, a user who types a last letter and
 * presses Enter before the paint would submit the form without that letter. Here a new `mutationFn` applies from React's commit.
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
