import { journey } from '../harness/journey';

journey('a visitor of one subdomain is the same on another one of that site, and a stranger on another site', async (scene) => {
  const profile = await scene.profile('Ana');
  const shop = await scene.customerIn(profile, { name: 'www.shop' });
  await shop.starts('Where is my order?');
  const blog = await scene.customerIn(profile, { name: 'blog.shop' });
  await blog.opensTheWidget();
  await blog.sees('Where is my order?');
  const other = await scene.customerIn(profile, { name: 'www.other' });
  await other.opensTheWidget();
  await other.firstMessage.waitFor();
});
