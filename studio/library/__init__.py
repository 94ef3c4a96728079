"""What the county has: products with batches and reports, spots, brands and licences, hosts."""
