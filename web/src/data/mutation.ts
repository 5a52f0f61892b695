/** Asking the server to change something, with what stands on the screen at the moment of asking. */
import {
  type UseMutationOptions,
  type UseMutationResult,
  useMutation as useMutationOfLastEffect,
} from "@tanstack/react-query";
import { useLayoutEffect, useRef } from "react";

/**
 * As TanStack's own, but what is asked is that of the screen as it stands. TanStack's takes what is to be asked over in an
 * effect, which comes after the screen is painted: whoever types and presses Enter before that would send what was there
 * before his last key.
 */
export function useMutation<Answer = unknown, Fault = Error, Asked = void, Kept = unknown>(
  options: UseMutationOptions<Answer, Fault, Asked, Kept>,
): UseMutationResult<Answer, Fault, Asked, Kept> {
  const { mutationFn } = options;
  const ask = useRef(mutationFn);
  useLayoutEffect(() => {
    ask.current = mutationFn;
  }, [mutationFn]);
  return useMutationOfLastEffect({
    ...options,
    mutationFn: async (asked, context) => {
      if (ask.current === undefined) throw new Error("nothing is asked");
      return ask.current(asked, context);
    },
  });
}
