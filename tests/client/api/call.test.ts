import { afterEach, describe, expect, test, vi } from 'vitest';
import { getUnitProfile, searchAdminUnits } from '#contract/admin-units.ts';
import { getMeasureValues } from '#contract/measures.ts';
import { listImports, getRefusedRows } from '#contract/running-imports.ts';
import { carryAnswers } from '#client/api/carried.ts';
import { begin, call, callFile } from '#client/api/call.ts';
import { addressOf } from '#contract/address-of.ts';
import { valuesOf } from '../samples.ts';

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: unknown): ReturnType<typeof vi.fn> {
  const fetching = vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
  vi.stubGlobal('fetch', fetching);
  return fetching;
}

describe('a request', () => {
  test('is written from the endpoint: path, and only the parameters that are given', () => {
    expect(addressOf(getUnitProfile, { params: { code: '22075' } })).toBe('/api/admin-units/22075');
    expect(addressOf(searchAdminUnits, { query: { q: 'tuy hòa', limit: 8, at: undefined } })).toBe(
      '/api/admin-units?q=tuy+h%C3%B2a&limit=8',
    );
  });

  test('gives the checked reply', async () => {
    answer(200, valuesOf({ a: 19 }));
    expect((await call(getMeasureValues, { params: { id: 'm' } })).values).toEqual({ a: 19 });
  });

  test('reads a reply once for as long as its tag is the same, whoever asks', async () => {
    const answers = [
      { tag: 'W/"1"', text: JSON.stringify(valuesOf({ a: 1 })) },
      { tag: 'W/"1"', text: 'not even read' },
      { tag: 'W/"2"', text: JSON.stringify(valuesOf({ a: 2 })) },
    ];
    vi.stubGlobal('fetch', () => {
      const { tag, text } = answers.shift() ?? { tag: '', text: '' };
      return Promise.resolve(new Response(text, { headers: { ETag: tag } }));
    });
    const ask = () => call(getMeasureValues, { params: { id: 'tagged' } });
    const first = await ask();
    expect(await ask()).toBe(first);
    expect((await ask()).values).toEqual({ a: 2 });
  });

  test('takes an answer that came with the page instead of asking, once, for its very address alone', async () => {
    const fetching = answer(200, valuesOf({ a: 2 }));
    const body = valuesOf({ a: 1 });
    carryAnswers(JSON.stringify({ '/api/measures/came/values?level=commune': { headers: { etag: 'W/"1"' }, body } }));
    const ask = (level: 'commune' | 'district') =>
      call(getMeasureValues, { params: { id: 'came' }, query: { level } }).then(({ values }) => values);
    expect(await ask('district')).toEqual({ a: 2 });
    expect(await ask('commune')).toEqual({ a: 1 });
    expect(await ask('commune')).toEqual({ a: 2 });
    expect(fetching).toHaveBeenCalledTimes(2);
  });

  test('throws the portal’s problem', async () => {
    answer(404, { type: 'about:blank', title: 'Not found', status: 404, code: 'notFound', detail: 'No such measure.' });
    await expect(call(getMeasureValues, { params: { id: 'm' } })).rejects.toMatchObject({
      code: 'notFound',
      detail: 'No such measure.',
      fault: null,
      parameters: {},
    });
  });

  test('keeps the fault of a problem with its parameters, also one of a newer portal', async () => {
    const problem = { type: 'about:blank', title: 'Not found', status: 404, code: 'notFound', detail: 'No.' };
    answer(404, { ...problem, fault: 'aNewerFault', parameters: { measure: 'm', most: 3 } });
    await expect(call(getMeasureValues, { params: { id: 'm' } })).rejects.toMatchObject({
      code: 'notFound',
      fault: 'aNewerFault',
      parameters: { measure: 'm', most: 3 },
    });
  });

  test('throws where the reply is not what the contract says', async () => {
    answer(200, { values: 'many' });
    await expect(call(getMeasureValues, { params: { id: 'm' } })).rejects.toMatchObject({ code: 'unreadable' });
  });

  test('throws where nobody answers, and where a page answers instead', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    await expect(call(getMeasureValues, { params: { id: 'm' } })).rejects.toMatchObject({ code: 'unreachable' });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })));
    await expect(call(getMeasureValues, { params: { id: 'm' } })).rejects.toMatchObject({ code: 'unreadable' });
  });
});

describe('what is more than an answer', () => {
  const id = '00000000-0000-4000-8000-000000000001';

  test('work that goes on is asked for by a preference, and its id is given', async () => {
    const fetching = answer(202, { id });
    expect(await begin(listImports, { token: 't' })).toEqual({ id });
    expect(fetching).toHaveBeenCalledWith(
      '/api/imports',
      expect.objectContaining({
        headers: { accept: 'application/json', prefer: 'respond-async', authorization: 'Bearer t' },
      }),
    );
  });

  test('a portal that does not know the preference has done the work: that is no id', async () => {
    answer(200, { outcome: 'imported' });
    await expect(begin(listImports, {})).rejects.toMatchObject({ code: 'unreadable' });
  });

  test('a file comes as it is, or not with the portal’s problem', async () => {
    answer(200, 'bytes');
    expect(await (await callFile(getRefusedRows, { params: { id } })).text()).toBe('"bytes"');
    answer(404, {
      type: 'about:blank',
      title: 'x',
      status: 404,
      code: 'notFound',
      detail: 'x',
      fault: 'refusedRowsGone',
    });
    await expect(callFile(getRefusedRows, { params: { id } })).rejects.toMatchObject({ fault: 'refusedRowsGone' });
  });
});
