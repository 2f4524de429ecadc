-- AlterTable
ALTER TABLE "ImportWork" ADD COLUMN     "undoing" BOOLEAN NOT NULL DEFAULT false;
