/** What orval's client sends requests by. */
let base = '';

/** Says where the service is. */
export function askAt(url: string): void {
  base = url;
}

export async function send<T>(path: string, options: RequestInit): Promise<T> {
  const response = await fetch(`${base}${path}`, options);
  const isJson = response.headers.get('content-type')?.includes('json');
  const data = isJson ? await response.json() : await response.text();
  return { data, status: response.status, headers: response.headers } as T;
}
