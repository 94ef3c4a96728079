"""What the county has: products with batches and reports, spots, brands and licences, hosts.

Start at `catalogue`; `yamlfile` is the one door through which files that people write come in.
"""
