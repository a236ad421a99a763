/** Where a command had done something before it failed. */
export const HALF_WAY = {
  why: "Ce qui avait été confirmé reste acquis, ce qui ne l'était pas n'a pas été écrit, et un paiement qui était en cours se règle avec recover.",
  try: ['partner recover'],
};
