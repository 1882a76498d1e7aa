// A shop that keeps nothing in the browser: what is in the basket stands in the address.
// What happens is told to Dandelion, whether or not its script is there already.
window.dandelion = window.dandelion || [];
const tell = (...call) => window.dandelion.push(call);

const products = {
  hat: { name: 'A straw hat', price: 35 },
  scarf: { name: 'A wool scarf', price: 28 },
  gloves: { name: 'Leather gloves', price: 49 },
};

const asked = new URLSearchParams(location.search);
const id = asked.get('item');
const product = Object.hasOwn(products, id) ? { product_id: id, ...products[id], currency: 'EUR' } : null;
const find = (name) => document.getElementById(name);
const money = ({ price }) => `${price.toFixed(2)} €`;

function showProducts(list) {
  for (const [item, { name, price }] of Object.entries(products)) {
    const link = Object.assign(document.createElement('a'), { href: `product.html?item=${item}`, textContent: name });
    const line = document.createElement('li');
    line.append(link, `, ${money({ price })}`);
    list.append(line);
  }
}

function showProduct() {
  find('name').textContent = product.name;
  find('price').textContent = money(product);
  find('add').href = `cart.html?item=${id}`;
  // The page may go at once: nothing has to be waited for.
  find('add').addEventListener('click', () => tell('track', 'Product Added', product));
  tell('track', 'Product Viewed', product);
}

function showBasket(order) {
  find('basket').textContent = `${product.name}, ${money(product)}`;
  order.hidden = false;
  order.addEventListener('submit', (event) => {
    event.preventDefault();
    const email = find('email').value.trim().toLowerCase();
    const number = `O-${Date.now()}`;
    // A shop with accounts says its own number of the customer. An address belongs into traits, never into an address of a page.
    tell('identify', email, { email });
    tell('track', 'Order Completed', { order_id: number, total: product.price, currency: 'EUR', products: [product] });
    location.href = `thanks.html?order=${number}`;
  });
}

if (find('products')) showProducts(find('products'));
if (find('add') && product) showProduct();
if (find('order') && product) showBasket(find('order'));
if (find('number')) find('number').textContent = asked.get('order') ?? '';
find('privacy').addEventListener('click', () => tell('showConsent'));
