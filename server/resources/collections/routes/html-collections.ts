import type { Link } from '#contract/common.ts';
import type { CollectionInfo, CollectionList } from '#contract/features.ts';
import { escapeHtml, htmlOf, htmlTable } from '#http/html.ts';

const counted = new Intl.NumberFormat('vi-VN');

/** All collections as HTML for people: what each holds and how many, and where it goes on. */
export function collectionsPage({ collections }: CollectionList): string {
  const wholes = collections.filter(({ whole }) => whole === null);
  return wholes
    .map((info) => {
      const types = collections.filter(({ whole }) => whole === info.id);
      const links = [itemsOf(info), ...types.map(selfOf)].map(htmlOf).join(' · ');
      return `<section><h2>${htmlOf(selfOf(info))}</h2><p>${escapeHtml(info.descriptions.vi)}</p>
<p>${counted.format(info.features)} đối tượng · ${links}</p></section>`;
    })
    .join('');
}

/** One collection as HTML for people; what programs want of it beside that stands in its JSON. */
export function collectionPage(info: CollectionInfo): string {
  const { id, descriptions, features, topic, lineage, links } = info;
  const about = {
    'Số đối tượng': counted.format(features),
    'Nội dung chương trình': topic === null ? null : `${topic.id}: ${topic.title.vi}`,
    'Đơn vị cung cấp': lineage.producer.vi,
    'Nguồn gốc': lineage.statement.vi,
    'Giấy phép': lineage.licence,
  };
  const properties = info.properties.map(({ name, title, type, unit, values }) => ({
    'Thuộc tính': title.vi,
    'Tên trong dữ liệu': name,
    Kiểu: type,
    'Đơn vị': unit,
    'Giá trị': values === null ? null : values.map(({ label }) => label.vi).join(', '),
  }));
  const page = { href: `/data/${encodeURIComponent(id)}`, title: 'Tải về, xem trên bản đồ' };
  return `<p>${escapeHtml(descriptions.vi)}</p><p>${htmlOf(itemsOf(info))} · ${htmlOf(page)}</p>${htmlOf(about)}
<h2>Thuộc tính</h2>${htmlTable(properties)}<h2>Địa chỉ cho phần mềm</h2>${htmlOf(links)}`;
}

function selfOf({ id, title }: Pick<CollectionInfo, 'id' | 'title'>): Pick<Link, 'href' | 'title'> {
  return { href: `/api/collections/${encodeURIComponent(id)}?f=html`, title };
}

function itemsOf({ id }: Pick<CollectionInfo, 'id'>): Pick<Link, 'href' | 'title'> {
  return { href: `/api/collections/${encodeURIComponent(id)}/items?f=html`, title: 'Xem từng đối tượng' };
}
