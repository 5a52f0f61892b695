/** The navigation that follows a save. */
import { useMatch, useNavigate, useRouter } from "@tanstack/react-router";

type Navigate = ReturnType<typeof useNavigate>;

/**
 * `useNavigate` for what follows the server's answer to a form. It does nothing where the person has opened another screen
 * before that answer: a late answer would take the person away from there, with whatever was typed.
 */
export function useNavigateAfterSave(): Navigate {
  const navigate = useNavigate();
  const router = useRouter();
  const screen = useMatch({ strict: false, select: ({ pathname }) => pathname });
  return async (options) => {
    if (router.latestLocation.pathname === screen) await navigate(options);
  };
}
