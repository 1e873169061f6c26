"""A resource library: documents kept here or found elsewhere, with their words in each language; practices name some of them."""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('resource',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'proposed', 'returned', 'published', 'withdrawn', name='resourcestate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('original_language', sa.String(length=2), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('authors', sa.String(length=300), nullable=False),
    sa.Column('publisher', sa.String(length=300), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('languages', cop.core.db.Json(), nullable=False),
    sa.Column('themes', cop.core.db.Json(), nullable=False),
    sa.Column('countries', cop.core.db.Json(), nullable=False),
    sa.Column('licence', sa.String(length=80), nullable=False),
    sa.Column('link', sa.String(length=500), nullable=False),
    sa.Column('found_in', sa.String(length=300), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('created_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('published_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name=op.f('ck_resource_published_has_date')),
    sa.CheckConstraint('year IS NULL OR year BETWEEN 1900 AND 2100', name=op.f('ck_resource_year')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_resource_author_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file_blob.id'], name=op.f('fk_resource_file_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource'))
    )
    op.create_index(op.f('ix_resource_author_id'), 'resource', ['author_id'], unique=False)
    op.create_index(op.f('ix_resource_published_at'), 'resource', ['published_at'], unique=False)
    op.create_index(op.f('ix_resource_state'), 'resource', ['state'], unique=False)
    op.create_table('resource_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('resource_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('summary', sa.String(length=1200), nullable=False),
    sa.Column('updated_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_resource_text_resource_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_text')),
    sa.UniqueConstraint('resource_id', 'language', name=op.f('uq_resource_text_resource_id_language'))
    )
    op.create_table('article_resource',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('resource_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_resource_article_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_article_resource_resource_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_resource')),
    sa.UniqueConstraint('article_id', 'resource_id', name=op.f('uq_article_resource_article_id_resource_id'))
    )
    op.create_index(op.f('ix_article_resource_resource_id'), 'article_resource', ['resource_id'], unique=False)


def downgrade():
    op.drop_table('article_resource')
    op.drop_table('resource_text')
    op.drop_table('resource')
