/** Where a command had done something before it failed. */
export const HALF_WAY = {
  why: 'What was confirmed before stands, what was not was not written, and a payment that was under way is settled by recover.',
  try: ['partner recover'],
};
