/** True for an absolute http or https URL and nothing else: the only kind of address that becomes a link. */
export const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s\\]+$/i.test(text) && URL.canParse(text);
