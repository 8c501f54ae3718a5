import { endpoints } from '#contract/endpoints.ts';
import { describeApi } from '#http/openapi.ts';
import { Description } from '../../scripts/walk/description.ts';

const description = new Description(
  describeApi(endpoints, { base: 'http://localhost', version: '0', day: null, collections: [] }),
);

/** Throws where an answer of the API is none that the OpenAPI document describes. */
export async function checkDescribed(method: string, address: string, response: Response): Promise<void> {
  const { pathname } = new URL(address, 'http://localhost');
  const fault = description.faultOf(method, pathname, {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: Buffer.from(await response.arrayBuffer()),
  });
  if (fault !== null) throw new Error(`${method} ${address}: ${fault}`);
}
